package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.persister.event.BieEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Events and their codes as lines of COPY's text format, in the order of the persister's columns. */
final class CopyText {

    private CopyText() {}

    static void event(StringBuilder line, BieEvent event) {
        var source = event.source().orElseThrow();
        line.append(event.uuid()).append('\t');
        line.append(text(event.notifiedAt())).append('\t');
        line.append(event.type().label()).append('\t');
        line.append(escaped(event.details())).append('\t');
        line.append(text(event.eventAt())).append('\t');
        line.append(event.claimId()).append('\t');
        line.append(event.contentionId()).append('\t');
        line.append(event.classification().map(CopyText::escaped).orElse("\\N")).append('\t');
        line.append(source.topic()).append('\t');
        line.append(source.partition()).append('\t');
        line.append(source.offset()).append('\t');
        line.append(Instant.ofEpochMilli(source.timestamp().orElseThrow())).append('\n');
    }

    static void codes(StringBuilder lines, BieEvent event) {
        for (var code : event.codes()) {
            lines.append(event.uuid()).append('\t').append(escaped(code)).append('\n');
        }
    }

    static InputStream stream(StringBuilder text) {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse("\\N");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
