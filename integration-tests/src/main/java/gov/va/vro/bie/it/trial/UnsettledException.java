package gov.va.vro.bie.it.trial;

/** The pipeline did not come to rest by itself. The message says what is missing. */
public final class UnsettledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsettledException(String message) {
        super(message);
    }
}
