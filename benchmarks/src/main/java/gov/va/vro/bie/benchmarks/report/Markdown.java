package gov.va.vro.bie.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** What results look like in Markdown. */
final class Markdown {

    private Markdown() {}

    static String table(List<String> header, List<List<String>> rows) {
        var lines = rows.stream().map(Markdown::row).collect(Collectors.joining("\n"));
        return row(header) + "\n" + "|---".repeat(header.size()) + "|\n" + lines;
    }

    static String table(Table table) {
        return "**" + table.title() + ".** " + table.text() + "\n\n" + table(table.header(), table.rows());
    }

    static String plot(Plot plot) {
        return "![" + plot.title() + "](" + PlotFiles.FOLDER + "/" + plot.name() + ".svg)";
    }

    static String figures(List<PartResults> parts) {
        var rows = parts.stream()
                .flatMap(part -> part.figures().stream())
                .map(measured -> {
                    var figure = measured.figure();
                    return List.of(
                            "`" + figure.name() + "`",
                            measured.measured(),
                            Numbers.shown(figure.shownRatio()),
                            figure.target().toString(),
                            figure.reached() ? "yes" : "**no**");
                })
                .toList();
        return table(List.of("Figure", "Measured", "Ratio", "Target", "Reached"), rows);
    }

    /** When, on which commit, and how thoroughly each part was measured. */
    static String parts(List<PartResults> parts) {
        var rows = parts.stream()
                .map(part -> List.of(
                        "`" + part.part() + "`",
                        part.date(),
                        "`" + part.commit() + "`",
                        part.quick() ? "quick" : "full",
                        part.seconds() < 100 ? part.seconds() + " s" : Math.round(part.seconds() / 60.0) + " min"))
                .toList();
        return table(List.of("Part", "Measured on", "At commit", "Run", "Took"), rows);
    }

    /** The machine, or each of them when not all parts were measured on one. */
    static String machine(List<PartResults> parts) {
        var machines = parts.stream().map(PartResults::machine).distinct().toList();
        return machines.stream()
                .map(machine -> {
                    var rows = machine.entrySet().stream()
                            .map(entry -> List.of(entry.getKey(), entry.getValue()))
                            .toList();
                    var names = parts.stream()
                            .filter(part -> part.machine().equals(machine))
                            .map(part -> "`" + part.part() + "`")
                            .collect(Collectors.joining(", "));
                    return (machines.size() > 1 ? "Of " + names + ":\n\n" : "") + table(List.of("", ""), rows);
                })
                .collect(Collectors.joining("\n\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
