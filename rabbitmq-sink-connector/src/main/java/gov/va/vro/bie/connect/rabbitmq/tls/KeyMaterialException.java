package gov.va.vro.bie.connect.rabbitmq.tls;

/** Certificates or keys that cannot be used. Neither the text nor a cause holds anything of their content. */
public final class KeyMaterialException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String setting;

    KeyMaterialException(String setting, String sentence) {
        super(sentence);
        this.setting = setting;
    }

    /** The setting to change, one of the constants of {@link TlsSettings}. */
    public String setting() {
        return setting;
    }
}
