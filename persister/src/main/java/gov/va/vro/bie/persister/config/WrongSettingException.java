package gov.va.vro.bie.persister.config;

/** One setting is missing or wrong; collected by {@link Settings}. */
final class WrongSettingException extends Exception {

    private static final long serialVersionUID = 1L;

    WrongSettingException(String problem) {
        super(problem);
    }
}
