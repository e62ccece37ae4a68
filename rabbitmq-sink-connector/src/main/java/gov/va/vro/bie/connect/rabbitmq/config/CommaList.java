package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A list separated by commas whose items may be regular expressions: a comma inside braces, brackets or parentheses, or
 * behind a backslash, belongs to its item. A comma at the very end is forgiven.
 */
final class CommaList {

    private CommaList() {}

    /** The items as they stand, blanks around them included. */
    static List<String> split(String text) {
        var items = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if ("{[(".indexOf(c) >= 0) {
                depth++;
            } else if ("}])".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth <= 0) {
                items.add(text.substring(start, i));
                start = i + 1;
            }
        }
        items.add(text.substring(start));
        if (items.size() > 1 && items.get(items.size() - 1).isBlank()) {
            items.remove(items.size() - 1);
        }
        return items;
    }
}
