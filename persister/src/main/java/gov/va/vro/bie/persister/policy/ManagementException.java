package gov.va.vro.bie.persister.policy;

/** The management API does not tell what it was asked. Its message is a sentence for an operator. */
public final class ManagementException extends Exception {

    private static final long serialVersionUID = 1L;

    ManagementException(String description) {
        super(description);
    }
}
