package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import gov.va.vro.bie.persister.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeptPoisonTest {

    private final List<String> told = new ArrayList<>();
    private final KeptPoison kept = new KeptPoison(
            new KeptPoison.Origin() {
                @Override
                public void release(Delivery delivery) {
                    told.add("release " + delivery.tag() + " of " + delivery.body().length);
                }

                @Override
                public void giveBack(Delivery delivery) {
                    told.add("give back " + delivery.tag());
                }
            },
            100);

    @Test
    void countsWhatItKeepsNoLongerAmongTheLinksAndOnlyOnce() {
        var waiting = waiting(candidate(1, 60));

        kept.keep(List.of(), waiting);
        kept.keep(List.of(), waiting);

        assertThat(waiting).hasSize(1);
        assertThat(told).containsExactly("release 1 of 60");
    }

    @Test
    void forgetsWhatHasNoRoomAndGivesItBackLater() throws Exception {
        var waiting = waiting(candidate(1, 60), candidate(2, 60), candidate(3, 40));

        kept.keep(List.of(), waiting);

        assertThat(waiting).extracting(one -> one.delivery().tag()).containsExactly(1L, 3L);
        assertThat(kept.forgotten()).isEqualTo(1);
        told.clear();
        kept.giveBack();
        kept.giveBack();
        assertThat(told).containsExactly("give back 2");
        assertThat(kept.forgotten()).isZero();
    }

    @Test
    void keepsOneHoweverLarge() {
        var waiting = waiting(candidate(1, 1_000), candidate(2, 1));

        kept.keep(List.of(), waiting);

        assertThat(waiting).extracting(one -> one.delivery().tag()).containsExactly(1L);
    }

    @Test
    void keepsWhatIsBeingPublishedAndLetsNothingElseInBesideIt() {
        var waiting = waiting(candidate(2, 1));

        kept.keep(List.of(candidate(1, 1_000)), waiting);

        assertThat(waiting).isEmpty();
    }

    @Test
    void hasRoomAgainForAsMuchAsItLetsGo() {
        var first = candidate(1, 100);
        kept.keep(List.of(), waiting(first));

        var bodiless = kept.letGo(first);
        var waiting = waiting(candidate(2, 100));
        kept.keep(List.of(), waiting);

        assertThat(waiting).hasSize(1);
        assertThat(bodiless.bytes()).isZero();
        assertThat(bodiless.uuid()).isEqualTo(first.uuid());
    }

    @Test
    void keepsNeitherBodyNorHeadersOfWhatItLetsGoOrForgets() {
        var headers = Map.<String, Object>of("h", LongStringHelper.asLongString("x".repeat(1_000)));
        var properties = new BasicProperties.Builder().headers(headers).build();
        var large = new Delivery(1, EventType.UPDATED, properties, new byte[1]);
        var waiting = waiting(candidate(2, 60), Candidate.of(large, Messages.of(large), "not JSON"));

        kept.keep(List.of(), waiting);

        assertThat(waiting).extracting(one -> one.delivery().tag()).containsExactly(2L);
        assertThat(large.withoutContent().properties().getHeaders()).isNull();
        assertThat(large.withoutContent().body()).isEmpty();
    }

    @Test
    void releasesWhatIsParkedAtOnceWithoutEverKeepingIt() {
        kept.letGo(candidate(1, 60));

        assertThat(told).containsExactly("release 1 of 60");
    }

    private static List<Candidate> waiting(Candidate... candidates) {
        return new ArrayList<>(Stream.of(candidates).toList());
    }

    private static Candidate candidate(long tag, int bytes) {
        var delivery = new Delivery(tag, EventType.UPDATED, new BasicProperties(), new byte[bytes]);
        return Candidate.of(delivery, Messages.of(delivery), "not JSON");
    }
}
