package gov.va.vro.bie.connect.rabbitmq.broker;

/**
 * Why no link could be made. The text says where, what happened and what to change; it never holds a secret, and neither
 * does the setting's name, which is where an operator would change it.
 */
abstract sealed class BrokerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String setting;

    private BrokerException(String setting, String message, Throwable cause) {
        super(message, cause);
        this.setting = setting;
    }

    /** The setting that does not fit the broker. */
    String setting() {
        return setting;
    }

    /** The broker cannot be reached, or does not answer: time mends it. */
    static final class Unavailable extends BrokerException {
        private static final long serialVersionUID = 1L;

        Unavailable(String setting, String message, Throwable cause) {
            super(setting, message, cause);
        }
    }

    /** The broker refuses the user or the virtual host: a mistake, if it never accepted them. */
    static final class Refused extends BrokerException {
        private static final long serialVersionUID = 1L;

        Refused(String setting, String message, Throwable cause) {
            super(setting, message, cause);
        }
    }

    /**
     * One side does not trust the other, or only one of them speaks TLS: a mistake, if no address of the list ever was
     * better.
     */
    static final class Untrusted extends BrokerException {
        private static final long serialVersionUID = 1L;

        Untrusted(String setting, String message, Throwable cause) {
            super(setting, message, cause);
        }
    }

    /** An exchange is not what the configuration says: only a person can mend it. */
    static final class Misconfigured extends BrokerException {
        private static final long serialVersionUID = 1L;

        Misconfigured(String setting, String message, Throwable cause) {
            super(setting, message, cause);
        }
    }
}
