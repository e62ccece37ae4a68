package gov.va.vro.bie.localstack;

/** A part did not start, stop or answer. The message says which, why, and where its log is; it holds no secret. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
