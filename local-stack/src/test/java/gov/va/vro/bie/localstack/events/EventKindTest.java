package gov.va.vro.bie.localstack.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EventKindTest {
    @Test
    void namesTopicAndExchangeAsTheSpecificationDoes() {
        assertThat(EventKind.ASSOCIATED.topic("TST_CONTENTION_BIE_"))
                .isEqualTo("TST_CONTENTION_BIE_CONTENTION_ASSOCIATED_TO_CLAIM_V02");
        assertThat(EventKind.ASSOCIATED.topic("BIA_SERVICES_BIE_CATALOG_TST_"))
                .isEqualTo("BIA_SERVICES_BIE_CATALOG_TST_CONTENTION_ASSOCIATED_TO_CLAIM_V02");
        assertThat(EventKind.ASSOCIATED.exchange()).isEqualTo("bie-events-contention-associated");
        assertThat(EventKind.DELETED.eventType()).isEqualTo("contention-deleted");
    }

    @ParameterizedTest
    @EnumSource
    void requiresBothIds(EventKind kind) {
        for (var id : List.of("ClaimId", "ContentionId")) {
            assertThat(kind.schema().getField(id).schema().getType()).isEqualTo(Schema.Type.LONG);
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesConnectsTimestampOnTheTypeWhereConvertersLook(EventKind kind) {
        for (var name : List.of("EventTime", "BieTs", "SourceTs", "ConnectorTs")) {
            var type = withoutNull(kind.schema().getField(name).schema());

            assertThat(type.getLogicalType()).isEqualTo(LogicalTypes.timestampMillis());
            assertThat(type.getProp("connect.name")).isEqualTo("org.apache.kafka.connect.data.Timestamp");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryOptionalFieldNullAsItsDefault(EventKind kind) {
        assertThat(kind.schema().getFields())
                .filteredOn(field -> field.schema().isUnion())
                .allSatisfy(field -> {
                    assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
                    assertThat(field.hasDefaultValue()).isTrue();
                });
    }

    @Test
    void differsWhereTheSchemasDiffer() {
        assertThat(kindsWith("DateUpdated")).containsExactly(EventKind.UPDATED);
        assertThat(kindsWith("JournalStatusTypeCode")).containsExactly(EventKind.UPDATED);
        assertThat(kindsWith("Description"))
                .containsExactly(EventKind.ASSOCIATED, EventKind.UPDATED, EventKind.DELETED);
        assertThat(kindsWith("VeteranParticipantId"))
                .doesNotContain(EventKind.DELETED)
                .hasSize(4);
        assertThat(EventKind.UPDATED.schema().getField("EventTime").schema().isNullable())
                .isTrue();
        assertThat(EventKind.CLASSIFIED.schema().getField("EventTime").schema().isNullable())
                .isFalse();
        assertThat(EventKind.DELETED
                        .schema()
                        .getField("AutomationIndicator")
                        .schema()
                        .isNullable())
                .isTrue();
        assertThat(EventKind.UPDATED.schema().getField("AutomationIndicator").defaultVal())
                .isEqualTo(false);
        assertThat(Arrays.stream(EventKind.values())
                        .map(kind -> kind.schema().getFields().size()))
                .containsExactly(22, 25, 21, 21, 13);
    }

    private static List<EventKind> kindsWith(String field) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.schema().getField(field) != null)
                .toList();
    }

    private static Schema withoutNull(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }
}
