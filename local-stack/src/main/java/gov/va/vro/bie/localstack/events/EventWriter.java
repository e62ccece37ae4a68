package gov.va.vro.bie.localstack.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes what happened to a contention as the Avro record of its kind: the fields that the kind's schema has, and every
 * optional one missing now and then. Owned by the generator's thread.
 */
final class EventWriter {
    private static final int ONE_NULL_IN = 12;

    private final SplittableRandom random;
    private final Catalog catalog;

    EventWriter(SplittableRandom random, Catalog catalog) {
        this.random = random;
        this.catalog = catalog;
    }

    BieEvent write(EventKind kind, Contention contention, Instant now) {
        var values = values(kind, contention, now);
        GenericRecord value = new GenericData.Record(kind.schema());
        for (Schema.Field field : kind.schema().getFields()) {
            boolean left = field.schema().isNullable() && random.nextInt(ONE_NULL_IN) == 0;
            value.put(field.pos(), left ? null : values.get(field.name()));
        }
        return new BieEvent(kind, value, Long.toString(contention.claim.id()));
    }

    private Map<String, Object> values(EventKind kind, Contention contention, Instant now) {
        var values = new LinkedHashMap<String, Object>();
        values.put("ActionName", "Contention " + kind.name().toLowerCase(Locale.ROOT));
        values.put("ActionResultName", random.nextInt(20) == 0 ? "Pending" : "Success");
        values.put("ActorApplicationId", catalog.application());
        values.put("AutomationIndicator", random.nextInt(4) == 0);
        values.put("BenefitClaimTypeCode", contention.claim.typeCode());
        values.put("ClaimId", contention.claim.id());
        values.put("ContentionClassificationName", contention.classification());
        values.put("ContentionId", contention.id);
        values.put("ContentionStatusTypeCode", contention.status());
        values.put("ContentionTypeCode", contention.typeCode);
        values.put("CurrentLifecycleStatus", contention.lifecycle());
        values.put("DiagnosticTypeCode", contention.codes());
        values.put("JournalStatusTypeCode", random.nextInt(10) == 0 ? "C" : "A");
        putTimes(values, contention, now);
        putPersonal(values, contention);
        return values;
    }

    private void putTimes(Map<String, Object> values, Contention contention, Instant now) {
        long at = now.toEpochMilli();
        long added = contention.added.toEpochMilli();
        values.put("DateAdded", added);
        values.put("DateUpdated", at);
        values.put("DateCompleted", random.nextInt(5) == 0 ? added + 86_400_000L * random.nextInt(1, 90) : null);
        values.put("EventTime", at);
        values.put("SourceTs", at + random.nextInt(1, 40));
        values.put("ConnectorTs", at + random.nextInt(40, 400));
        values.put("BieTs", at + random.nextInt(400, 2_000));
    }

    private void putPersonal(Map<String, Object> values, Contention contention) {
        values.put("ActorStation", catalog.station());
        values.put("ActorUserId", catalog.user());
        values.put("Description", catalog.freeText("DESCRIPTION"));
        values.put("Details", catalog.freeText("DETAILS"));
        values.put("VeteranParticipantId", contention.claim.participantId());
    }
}
