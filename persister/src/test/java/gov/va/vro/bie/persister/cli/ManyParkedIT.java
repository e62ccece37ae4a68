package gov.va.vro.bie.persister.cli;

import static gov.va.vro.bie.persister.cli.ParkedScene.PARKED;
import static gov.va.vro.bie.persister.cli.ParkedScene.parkedHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.store.ParkedMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More parked messages than fit into memory. */
@Tag("faults")
class ManyParkedIT {

    private static final int MESSAGES = Integer.getInteger("parked.messages", 1_000_000);
    private static final int ABSENT = 1_000;
    private static final int AT_ONCE = 10_000;

    @RegisterExtension
    private final ParkedScene scene = new ParkedScene();

    @Test
    void listsAMillionOldestFirstWithASmallHeap() throws Exception {
        for (var sent = 0L; sent < MESSAGES; sent++) {
            // 7919 is prime, so none comes twice, and the queue's order is not that of the list.
            var offset = sent * 7919 % MESSAGES;
            scene.send(PARKED, parkedHeaders(offset, "no ClaimId"), offset, "{}");
            if (sent % AT_ONCE == 0) {
                scene.channel().waitForConfirmsOrDie(60_000);
            }
        }
        scene.channel().waitForConfirmsOrDie(60_000);
        for (var first = 0; first < MESSAGES; first += AT_ONCE) {
            scene.note(LongStream.range(first, first + AT_ONCE)
                    .filter(offset -> offset % 2 == 0)
                    .mapToObj(ManyParkedIT::parked)
                    .toList());
        }
        scene.note(LongStream.range(MESSAGES, MESSAGES + ABSENT)
                .mapToObj(ManyParkedIT::parked)
                .toList());

        var listed = scene.operator().run(List.of("-Xmx64m"), List.of(), "list");

        assertThat(listed.code()).as(listed.err()).isZero();
        var waiting = listed.out()
                .lines()
                .filter(line -> line.contains("  waiting  "))
                .map(line -> line.split("  ")[2])
                .toList();
        // Not element by element, which takes minutes.
        assertThat(waiting.equals(LongStream.range(0, MESSAGES)
                        .mapToObj(offset -> "T-0-" + offset)
                        .toList()))
                .as("all of them in their order, of " + waiting.size())
                .isTrue();
        assertThat(listed.out().lines().filter(line -> line.contains("  absent  ")))
                .hasSize(ABSENT);
    }

    private static ParkedMessage parked(long offset) {
        var source = Optional.of(new Coordinates("T", 0, offset, OptionalLong.of(ParkedScene.TIMESTAMP)));
        var message = new Message(EventType.UPDATED, source, Optional.empty(), Optional.empty(), new byte[0]);
        return new ParkedMessage(
                EventId.of(message), EventType.UPDATED, source, Optional.of("T-0-" + offset), "no ClaimId");
    }
}
