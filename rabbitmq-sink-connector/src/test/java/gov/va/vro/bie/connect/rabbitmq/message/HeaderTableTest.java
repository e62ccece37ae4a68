package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTableTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 1_000})
    void isAMapLikeAnyOtherForAsManyNamesAsItHasRoomFor(int names) {
        var table = HeaderTable.withRoomFor(names);
        var expected = new HashMap<String, Object>();
        for (int i = 0; i < names; i++) {
            assertThat(table.put("name " + i, i)).isNull();
            expected.put("name " + i, i);
        }

        assertThat(table).isEqualTo(expected).hasSize(names);
        assertThat(expected).isEqualTo(table);
        assertThat(new HashMap<>(table)).isEqualTo(expected);
    }

    @Test
    void keepsItsOrderAndTheLastValueOfAName() {
        var table = HeaderTable.withRoomFor(3);
        table.put("b", 1);
        table.put("a", null);

        assertThat(table.put("b", 2)).isEqualTo(1);
        assertThat(table.put("a", 3)).isNull();
        assertThat(table.toString()).isEqualTo("{b=2, a=3}");
    }

    @Test
    void takesTheValueThatAnEntryIsGiven() {
        var table = HeaderTable.withRoomFor(2);
        table.put("a", 1);
        table.put("b", 2);
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            assertThat(entry.setValue(entry.getKey() + entry.getValue())).isIn(1, 2);
        }

        assertThat(table).isEqualTo(Map.of("a", "a1", "b", "b2"));
    }

    @Test
    void endsWhereItsNamesEnd() {
        var entries = HeaderTable.withRoomFor(2).entrySet().iterator();

        assertThat(entries.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    }
}
