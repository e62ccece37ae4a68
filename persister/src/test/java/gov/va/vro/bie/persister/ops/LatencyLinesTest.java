package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyLinesTest {

    private final List<String> sent = new ArrayList<>();
    private final LatencyLines lines = new LatencyLines(EventType.DELETED, "", sent::add);

    @Test
    void packsValuesIntoOneLine() {
        lines.add(0);
        lines.add(12);
        lines.add(3_600_345);
        lines.handOn();

        assertThat(sent)
                .containsExactly(
                        "persister.event.latency.seconds:0.000:0.012:3600.345|h|#event_type:contention-deleted");
    }

    @Test
    void handsOnNothingTwiceAndNoLineWithoutAValue() {
        lines.handOn();
        lines.add(7);
        lines.handOn();
        lines.handOn();
        lines.add(8);
        lines.handOn();

        assertThat(sent)
                .containsExactly(
                        "persister.event.latency.seconds:0.007|h|#event_type:contention-deleted",
                        "persister.event.latency.seconds:0.008|h|#event_type:contention-deleted");
    }

    @Test
    void namesTheEntityWhereThereIsOne() {
        var ofAPod = new LatencyLines(EventType.DELETED, "the-pod", sent::add);
        ofAPod.add(1_000);
        ofAPod.handOn();

        assertThat(sent)
                .containsExactly(
                        "persister.event.latency.seconds:1.000|h|#event_type:contention-deleted,dd.internal.entity_id:the-pod");
    }

    @Test
    void beginsAnotherLineWhereOneWouldFitNoDatagram() {
        for (var i = 0; i < 500; i++) {
            lines.add(Long.MAX_VALUE);
        }
        lines.handOn();

        assertThat(sent).hasSizeGreaterThan(1).allMatch(line -> line.length() < AgentLines.DATAGRAM_BYTES);
        assertThat(sent.stream()
                        .flatMap(line -> Arrays.stream(
                                line.substring("persister.event.latency.seconds:".length(), line.indexOf('|'))
                                        .split(":"))))
                .isEqualTo(Collections.nCopies(500, "9223372036854775.807"));
    }
}
