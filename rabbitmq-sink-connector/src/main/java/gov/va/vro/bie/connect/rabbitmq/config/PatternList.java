package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names, described by a comma-separated list of Java regular expressions; one of them must match the whole name.
 *
 * @param text the list as it was written
 */
public record PatternList(String text, List<Pattern> patterns) {

    /**
     * Parses a list.
     *
     * @throws IllegalArgumentException naming the item that is empty or no regular expression
     */
    public static PatternList parse(String text) {
        return new PatternList(
                text,
                CommaList.split(text).stream()
                        .map(String::strip)
                        .map(PatternList::pattern)
                        .toList());
    }

    private static Pattern pattern(String item) {
        if (item.isEmpty()) {
            throw new IllegalArgumentException("it has an empty item, which no name matches");
        }
        try {
            return Pattern.compile(item);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + item + "\" is not a regular expression: " + e.getDescription());
        }
    }

    /** Whether one of the patterns matches the whole name. */
    public boolean matches(String name) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }
}
