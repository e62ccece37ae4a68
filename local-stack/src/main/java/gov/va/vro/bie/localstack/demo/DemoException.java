package gov.va.vro.bie.localstack.demo;

/** The demo cannot go on; the message is the one line that a person needs. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
