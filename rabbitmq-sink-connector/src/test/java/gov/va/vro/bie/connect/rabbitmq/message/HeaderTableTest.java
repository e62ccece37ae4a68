package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTableTest {

    @ParameterizedTest
    @CsvSource({"1,1", "5,5", "16,16", "17,17", "1000,1000", "0,1", "0,100", "3,20", "1000,3"})
    void isAMapLikeAnyOtherHoweverManyNamesWereExpected(int expectedNames, int names) {
        var table = new HeaderTable(expectedNames);
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
        var table = new HeaderTable(3);
        table.put("b", 1);
        table.put("a", null);

        assertThat(table.put("b", 2)).isEqualTo(1);
        assertThat(table.put("a", 3)).isNull();
        assertThat(table.toString()).isEqualTo("{b=2, a=3}");
    }

    @Test
    void isReadAndChangedByNumber() {
        var table = new HeaderTable(2);
        table.put("a", 1);
        table.put("b", 2);
        table.setValueAt(1, 3);

        assertThat(table.nameAt(0)).isEqualTo("a");
        assertThat(table.valueAt(0)).isEqualTo(1);
        assertThat(table).isEqualTo(Map.of("a", 1, "b", 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void keepsOneValueOfANameThatComesAgainAndAgain(int names) {
        var table = new HeaderTable(2);
        for (int i = 0; i < 100; i++) {
            table.put("name " + i % names, i);
        }

        assertThat(table).hasSize(names).containsEntry("name 0", 100 - names).containsEntry("name " + (names - 1), 99);
    }

    @Test
    void endsWhereItsNamesEnd() {
        var entries = new HeaderTable(2).entrySet().iterator();

        assertThat(entries.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    }
}
