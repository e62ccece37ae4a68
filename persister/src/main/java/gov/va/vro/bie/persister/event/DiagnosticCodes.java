package gov.va.vro.bie.persister.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a DiagnosticTypeCode apart into codes.
 *
 * <p>A code is four digits (38 CFR part 4); a rating by analogy or of a residual condition joins two with a hyphen (38
 * CFR 4.27), and lists occur. Commas, semicolons, bars and line breaks always separate. Hyphens, slashes and blanks
 * separate only where at least one of the parts is a code: {@code 5299-5237} is two codes, {@code NOT-A-CODE} is a text
 * of its own. What is not a code is kept as it stands, trimmed and in upper case, rather than lost.
 */
public final class DiagnosticCodes {

    private static final Pattern LIST = Pattern.compile("[,;|\\r\\n]+");
    // Hyphen-minus, hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus sign.
    private static final Pattern JOINED = Pattern.compile("[-\\u2010-\\u2014\\u2212/\\s\\u00A0]+");
    private static final Pattern CODE = Pattern.compile("[0-9]{4}");

    private DiagnosticCodes() {}

    /** Distinct and sorted by code point; empty when there is nothing but separators. */
    public static List<String> of(String text) {
        return LIST.splitAsStream(text)
                .map(DiagnosticCodes::trimmed)
                .flatMap(DiagnosticCodes::apart)
                .filter(code -> !code.isEmpty())
                .map(code -> code.toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> apart(String item) {
        var parts = Arrays.asList(JOINED.split(item));
        return parts.stream().anyMatch(part -> CODE.matcher(part).matches()) ? parts.stream() : Stream.of(item);
    }

    private static String trimmed(String item) {
        return item.replace('\u00A0', ' ').strip();
    }
}
