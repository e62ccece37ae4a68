package gov.va.vro.bie.localstack.events;

import gov.va.vro.bie.localstack.events.Contention.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * An endless stream of contention events that tell stories: a contention is associated to a claim, classified and
 * updated some times, and then completed or deleted, after which nothing more is heard of it.
 *
 * <p>The same seed gives the same events, instants included: the clock is the generator's own and starts in June 2023.
 * The kinds are weighted in the order of their volume in a real environment (updated most, deleted least), yet flattened, so
 * that every one of them is well represented in a thousand events. Both ids are always present; every optional field
 * is sometimes null. Owned by one thread.
 */
public final class EventGenerator {
    private static final Instant BEGINNING = Instant.parse("2023-06-12T19:29:00Z");

    private final SplittableRandom random;
    private final Catalog catalog;
    private final EventWriter writer;
    private final List<Contention> open = new ArrayList<>();
    private Instant now = BEGINNING;
    private long nextClaim;
    private long nextContention;

    public EventGenerator(long seed) {
        random = new SplittableRandom(seed);
        catalog = new Catalog(random);
        writer = new EventWriter(random, catalog);
        nextClaim = 600_000_000L + random.nextInt(10_000_000);
        nextContention = 30_000_000L + random.nextInt(10_000_000);
    }

    public BieEvent next() {
        now = now.plus(Duration.ofMillis(random.nextLong(1_000, 60_000)));
        var kind = open.isEmpty() ? EventKind.ASSOCIATED : weighted();
        if (kind == EventKind.ASSOCIATED) {
            open.add(associate());
            return writer.write(kind, open.get(open.size() - 1), now);
        }
        int index = random.nextInt(open.size());
        var contention = open.get(index);
        if (kind == EventKind.COMPLETED && !contention.updated()) {
            kind = EventKind.UPDATED;
        }
        change(contention, kind);
        if (kind == EventKind.COMPLETED || kind == EventKind.DELETED) {
            forget(index);
        }
        return writer.write(kind, contention, now);
    }

    /** The next {@code count} events. */
    public List<BieEvent> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    private EventKind weighted() {
        int draw = random.nextInt(100);
        if (draw < 42) {
            return EventKind.UPDATED;
        }
        if (draw < 70) {
            return EventKind.ASSOCIATED;
        }
        if (draw < 86) {
            return EventKind.COMPLETED;
        }
        return draw < 95 ? EventKind.CLASSIFIED : EventKind.DELETED;
    }

    private Contention associate() {
        var claim = open.isEmpty() || random.nextInt(3) == 0
                ? new Claim(nextClaim++, catalog.claimType(), catalog.participant())
                : open.get(random.nextInt(open.size())).claim;
        return new Contention(
                claim,
                nextContention++,
                now,
                catalog.contentionType(),
                catalog.classification(),
                catalog.diagnosticCodes());
    }

    private void change(Contention contention, EventKind kind) {
        switch (kind) {
            case UPDATED -> contention.update(random.nextInt(4) == 0 ? catalog.diagnosticCodes() : contention.codes());
            case CLASSIFIED -> contention.classify(catalog.classification(), catalog.diagnosticCodes());
            case COMPLETED -> contention.complete();
            case DELETED -> contention.delete();
            case ASSOCIATED -> throw new IllegalArgumentException("A contention is associated once");
        }
    }

    private void forget(int index) {
        open.set(index, open.get(open.size() - 1));
        open.remove(open.size() - 1);
    }
}
