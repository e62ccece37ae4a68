package gov.va.vro.bie.persister.event;

/** Ends the reading of a message that can never be stored. Does not leave the package. */
final class PoisonException extends Exception {

    private static final long serialVersionUID = 1L;

    PoisonException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return getMessage();
    }
}
