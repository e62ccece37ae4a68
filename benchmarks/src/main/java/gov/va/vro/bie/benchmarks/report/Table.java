package gov.va.vro.bie.benchmarks.report;

import java.util.List;

/**
 * A table of the page, in Markdown.
 *
 * @param title its heading, unique on the page; the template may place the table by it
 * @param text one paragraph that says what is seen
 */
public record Table(String title, String text, List<String> header, List<List<String>> rows) {

    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (var row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("Table \"" + title + "\" has " + header.size()
                        + " columns, and a row of " + row.size() + ": " + row);
            }
        }
    }
}
