package gov.va.vro.bie.benchmarks;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Events as they come: all five types in the proportions of a test environment's year, most of them with one diagnostic
 * code, some with two, drawn from some hundred; five events a contention, two contentions a claim.
 */
public final class Workload {

    private static final long FIRST_TIMESTAMP = 1_718_220_540_123L;
    private static final List<String> CLASSIFICATIONS = List.of(
            "Musculoskeletal - Knee", "Hearing Loss", "Mental Disorders", "Respiratory", "Cardiovascular", "Skin");

    private final Random random = new Random(1);
    private final EventParser parser = new EventParser();

    public List<BieEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(this::event).toList();
    }

    public Message message(int index) {
        var type = type(random.nextInt(1000));
        var timestamp = FIRST_TIMESTAMP + index * 2L;
        var topic =
                "TST_CONTENTION_BIE_" + type.label().toUpperCase(Locale.ROOT).replace('-', '_') + "_V02";
        var partition = random.nextInt(3);
        return new Message(
                type,
                Optional.of(new Coordinates(topic, partition, index, OptionalLong.of(timestamp))),
                Optional.of(topic + "-" + partition + "-" + index),
                Optional.of(Instant.ofEpochMilli(timestamp + 40)),
                body(topic, index, timestamp).getBytes(StandardCharsets.UTF_8));
    }

    private BieEvent event(int index) {
        if (parser.parse(message(index)) instanceof Outcome.Storable storable) {
            return storable.event();
        }
        throw new IllegalStateException("event " + index + " cannot be stored");
    }

    private static EventType type(int perMille) {
        if (perMille < 865) {
            return EventType.UPDATED;
        }
        if (perMille < 987) {
            return EventType.ASSOCIATED;
        }
        return perMille < 996 ? EventType.COMPLETED : perMille < 998 ? EventType.CLASSIFIED : EventType.DELETED;
    }

    private String body(String topic, int index, long timestamp) {
        var contention = 500_000_000L + index / 5;
        return """
                {"topic":"%s","notifiedAt":"2024-06-12T19:29 UTC+00:00","event":{"ActionName":"Update Contention",\
                "ActionResultName":"SUCCESS","ActorApplicationId":"VBMS-UI","ActorStation":"317","ActorUserId":"VAUSER%d",\
                "AutomationIndicator":false,"BenefitClaimTypeCode":"010INCR","ClaimId":%d,\
                "ContentionClassificationName":"%s","ContentionId":%d,"ContentionStatusTypeCode":"Open",\
                "ContentionTypeCode":"INC","CurrentLifecycleStatus":"Open","DateAdded":%d,"DateCompleted":null,\
                "DateUpdated":%d,"Description":"right knee condition, worse than before","Details":null,\
                "DiagnosticTypeCode":%s,"EventTime":%d,"JournalStatusTypeCode":"A","VeteranParticipantId":%d,\
                "BieTs":%d,"SourceTs":%d,"ConnectorTs":%d}}""".formatted(
                        topic,
                        random.nextInt(900),
                        600_000_000L + contention / 2,
                        CLASSIFICATIONS.get(random.nextInt(CLASSIFICATIONS.size())),
                        contention,
                        timestamp - 86_400_000,
                        timestamp - 1_000,
                        codes(),
                        timestamp - 500,
                        random.nextInt(Integer.MAX_VALUE),
                        timestamp - 300,
                        timestamp - 200,
                        timestamp - 100);
    }

    private String codes() {
        var choice = random.nextInt(10);
        if (choice == 0) {
            return "null";
        }
        var code = 5000 + random.nextInt(300);
        return choice == 1 ? "\"" + code + "-" + (6000 + random.nextInt(300)) + "\"" : "\"" + code + "\"";
    }
}
