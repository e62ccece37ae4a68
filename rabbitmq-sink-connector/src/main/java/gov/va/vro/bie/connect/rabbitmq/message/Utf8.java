package gov.va.vro.bie.connect.rabbitmq.message;

import java.nio.charset.StandardCharsets;

/** Java's strings as UTF-8, which, unlike them, cannot hold half a surrogate pair. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * How many bytes the text takes; half a surrogate pair counts as the one byte ({@code ?}) that Java writes for it.
     */
    static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                if (isPair(text, i)) {
                    length += 2;
                    i++;
                } else if (!Character.isSurrogate(c)) {
                    length += c < 0x800 ? 1 : 2;
                }
            }
        }
        return length;
    }

    /** The text itself, or, where it holds halves of surrogate pairs, a copy with U+FFFD for each. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return replaced(text);
                }
                i++;
            }
        }
        return text;
    }

    /** The bytes of the text, with U+FFFD for halves of surrogate pairs. */
    static byte[] bytes(String text) {
        return wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String replaced(String text) {
        var copy = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isPair(text, i)) {
                    i++;
                } else {
                    copy.setCharAt(i, REPLACEMENT);
                }
            }
        }
        return copy.toString();
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
