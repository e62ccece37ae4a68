package gov.va.vro.bie.localstack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text under their headings, each column as wide as its widest cell; numbers stand to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    TextTable row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        rows.add(List.of(cells).stream().map(TextTable::text).toList());
        return this;
    }

    /** The lines, without a space at any end. */
    List<String> lines() {
        var all = new ArrayList<List<String>>();
        all.add(headings);
        all.addAll(rows);
        return all.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            var padding = " ".repeat(width(column) - cells.get(column).length());
            line.append(column == 0 ? "" : GAP)
                    .append(isNumeric(column) ? padding + cells.get(column) : cells.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(headings.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("[0-9,]+"));
    }

    private static String text(Object cell) {
        return cell instanceof Number number ? Screen.count(number.longValue()) : cell.toString();
    }
}
