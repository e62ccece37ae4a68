package gov.va.vro.bie.connect.rabbitmq.broker;

/** Why no link could be made. The text says where, what happened and what to change; it never holds a secret. */
abstract sealed class BrokerException extends Exception {

    private static final long serialVersionUID = 1L;

    private BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The broker cannot be reached, or does not answer: time mends it. */
    static final class Unavailable extends BrokerException {
        private static final long serialVersionUID = 1L;

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The broker refuses the user or the virtual host: a mistake, if it never accepted them. */
    static final class Refused extends BrokerException {
        private static final long serialVersionUID = 1L;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An exchange is not what the configuration says: only a person can mend it. */
    static final class Misconfigured extends BrokerException {
        private static final long serialVersionUID = 1L;

        Misconfigured(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
