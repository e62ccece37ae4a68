package gov.va.vro.bie.connect.rabbitmq.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeMapTest {

    @ParameterizedTest(name = "{0} sends {1} to {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "orders=o                         | orders       | o",
                "orders=o                         | orders2      |",
                "a.b=o                            | a.b          | o",
                "a.b=o                            | a-b          |",
                "'a[.]b=o'                        | a.b          | o",
                ".*ORDERS=o                       | DEV_ORDERS   | o",
                ".*ORDERS=o                       | ORDERS       | o",
                ".*ORDERS=o                       | ORDERS_V2    |",
                ".*ORDERS=o                       | dev_orders   |",
                "'.*_V1=one, .*=rest'             | ORDERS_V1    | one",
                "'.*_V1=one, .*=rest'             | ORDERS_V2    | rest",
                "'.*=rest, .*_V1=one'             | ORDERS_V1    | rest",
                "'a=first, .*=rest, b=last'       | b            | rest",
                "'[a-z]{1,3}=short, .*=long'      | abc          | short",
                "'[a-z]{1,3}=short, .*=long'      | abcd         | long",
                "'(a|b,c)=x, d=y'                 | d            | y",
                "'[,a]+=x, d=y'                   | aa           | x",
                "'(?=a).*=x'                      | abc          | x",
                "' a = x ,\n b = y ,'             | b            | y",
                "a=amq.topic                      | a            | amq.topic"
            })
    void findsTheExchange(String map, String topic, String exchange) {
        var exchanges = ExchangeMap.parse(map);

        assertThat(exchanges.exchangeOf(topic).orElse(null)).isEqualTo(exchange);
        assertThat(exchanges.exchangeOf(topic).orElse(null)).as("remembered").isEqualTo(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                | has no \"=\"",
                "orders            | has no \"=\"",
                "'a=x, orders'     | \"orders\" has no \"=\"",
                "'a=x,,b=y'        | has no \"=\"",
                "=x                | has no topic",
                "orders=           | has no exchange",
                "[a=x              | not a regular expression",
                "'a=x, a=y'        | stands there twice",
                "a=ex*             | is a pattern",
                "a=ex.#            | is a pattern"
            })
    void refusesWhatIsNoMap(String map, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExchangeMap.parse(map))
                .withMessageContaining(reason);
    }

    @Test
    void refusesAnExchangeThatAmqpCannotName() {
        ExchangeMap.parse("a=" + "x".repeat(255));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExchangeMap.parse("a=" + "\u00e4".repeat(128)))
                .withMessageContaining("over 255 bytes");
    }

    @Test
    void listsEveryExchangeOnceInTheOrderOfTheMap() {
        assertThat(ExchangeMap.parse("c=z, a=y, b=z, d=x").exchanges()).containsExactly("z", "y", "x");
    }
}
