package gov.va.vro.bie.persister.event;

/** Text as PostgreSQL takes it: {@code text} and {@code jsonb} refuse U+0000, and UTF-8 has no lone surrogates. */
public final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** Replaces every U+0000 and every lone surrogate by U+FFFD. */
    public static String clean(String text) {
        return needsCleaning(text) ? replaced(text) : text;
    }

    /** Hardly any text does, and each event has a dozen. */
    private static boolean needsCleaning(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0 || Character.isSurrogate(character)) {
                return true;
            }
        }
        return false;
    }

    private static String replaced(String text) {
        var cleaned = new StringBuilder(text.length());
        text.codePoints().map(StoredText::storable).forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    private static int storable(int codePoint) {
        var loneSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == 0 || loneSurrogate ? REPLACEMENT : codePoint;
    }
}
