package gov.va.vro.bie.localstack.events;

/**
 * What marks invented personal information, so that it can be looked for wherever it must never arrive.
 *
 * <p>Every free text and every name of an actor carries {@link #TOKEN}. A participant id is a number and can carry no
 * token: it is known by its range, ten digits that begin with 9990, which no other number of the generator lies in.
 */
public final class Canaries {
    /** The beginning of every canary. */
    public static final String TOKEN = "PII-CANARY";

    static final long FIRST_PARTICIPANT = 9_990_000_000L;
    static final int PARTICIPANTS = 1_000_000;

    /**
     * A regular expression, in the syntax that java.util.regex and PostgreSQL share, of everything that betrays a
     * leak: the token, the token as the hexadecimal digits in which a binary column shows itself, or a participant id
     * that stands as a number of its own.
     */
    public static final String PATTERN = TOKEN + "|5049492d43414e415259|(^|[^0-9A-Za-z])9990[0-9]{6}($|[^0-9A-Za-z])";

    private Canaries() {}

    static String mark(String what, int number) {
        return TOKEN + "-" + what + "-" + number;
    }
}
