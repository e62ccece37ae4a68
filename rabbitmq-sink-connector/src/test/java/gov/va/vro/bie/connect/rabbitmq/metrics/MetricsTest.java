package gov.va.vro.bie.connect.rabbitmq.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import gov.va.vro.bie.connect.rabbitmq.delivery.CoreSettings;
import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.delivery.DeliveryListener;
import gov.va.vro.bie.connect.rabbitmq.delivery.Dispatch;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final String DOMAIN = "gov.va.vro.bie.connect.rabbitmq:";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Deliveries core =
            new Deliveries(CoreSettings.of(RabbitMqSinkConfig.of(Settings.valid())), System::nanoTime, nobodyListens());
    private Metrics metrics = Metrics.of("sink", "0", Set.of("x", "y"), core, () -> 7);

    @AfterEach
    void removeWhatIsThere() {
        metrics.close();
    }

    @Test
    void showTheTaskAndEachOfItsExchanges() {
        assertThat(names())
                .containsExactlyInAnyOrder(
                        DOMAIN + "type=sink-task,connector=sink,task=0",
                        DOMAIN + "type=sink-task-exchange,connector=sink,task=0,exchange=x",
                        DOMAIN + "type=sink-task-exchange,connector=sink,task=0,exchange=y");
    }

    @Test
    void areReadFromTheCore() throws JMException {
        core.open(List.of(A));
        var link = core.linkUp();
        publish("x", 0);
        publish("x", 1);
        core.confirmed(link, 1, false);
        core.nacked(link, 2, false);

        var task = values(DOMAIN + "type=sink-task,connector=sink,task=0");
        assertThat(task)
                .containsEntry("published-total", 2L)
                .containsEntry("confirmed-total", 1L)
                .containsEntry("nacked-total", 1L)
                .containsEntry("in-flight", 0L)
                .containsEntry("held-partitions", 1L)
                .containsEntry("held-records", 1L)
                .containsEntry("outstanding-records", 1L)
                .containsEntry("link-up", 1L)
                .containsEntry("link-blocked", 0L)
                .containsEntry("reconnects-total", 0L)
                .containsEntry("headers-not-forwarded-total", 7L)
                .containsEntry("hold-used-ratio", 1 / 2000.0);
        assertThat((Double) task.get("held-record-age-seconds")).isBetween(3_600.0, 3_660.0);
        assertThat((Double) task.get("confirm-latency-max-seconds")).isPositive();
        assertThat(values(DOMAIN + "type=sink-task-exchange,connector=sink,task=0,exchange=x"))
                .containsEntry("published-total", 2L)
                .containsEntry("nacked-total", 1L)
                .containsEntry("held-records", 1L);
        assertThat(values(DOMAIN + "type=sink-task-exchange,connector=sink,task=0,exchange=y"))
                .containsEntry("published-total", 0L)
                .containsEntry("held-records", 0L)
                .containsEntry("confirm-latency-avg-seconds", Double.NaN);
    }

    @Test
    void haveTheValuesOfTheMomentOneByOneAsTogether() throws JMException {
        var name = new ObjectName(DOMAIN + "type=sink-task,connector=sink,task=0");
        assertThat(server.getAttribute(name, "link-up")).isEqualTo(0L);

        core.linkUp();

        assertThat(server.getAttribute(name, "link-up")).isEqualTo(1L);
        assertThat(server.getAttributes(name, new String[] {"link-up", "no-such"}))
                .containsExactly(new Attribute("link-up", 1L));
        assertThatExceptionOfType(AttributeNotFoundException.class)
                .isThrownBy(() -> server.getAttribute(name, "no-such"));
        assertThatExceptionOfType(AttributeNotFoundException.class)
                .isThrownBy(() -> server.setAttribute(name, new Attribute("link-up", 0L)));
    }

    @Test
    void areGoneWhenTheTaskStops() {
        metrics.close();
        metrics.close();

        assertThat(names()).isEmpty();
    }

    @Test
    void belongToTheLastTaskOfTheNameHoweverLateTheOneBeforeStops() throws JMException {
        var successor = Metrics.of("sink", "0", Set.of("x", "y"), core, () -> 8);
        assertThat(names()).hasSize(3);

        metrics.close();

        assertThat(names()).hasSize(3);
        assertThat(values(DOMAIN + "type=sink-task,connector=sink,task=0"))
                .containsEntry("headers-not-forwarded-total", 8L);

        successor.close();

        assertThat(names()).isEmpty();
    }

    @Test
    void disturbNoTaskWhenTheyCannotBeRegistered() {
        metrics = Metrics.of("sink", "0", Collections.singleton(null), core, () -> 7);

        metrics.close();

        assertThat(names()).noneMatch(name -> name.contains("type=sink-task,"));
    }

    @Test
    void disturbNoTaskWhenSomebodyElseHasRemovedThem() throws JMException {
        server.unregisterMBean(new ObjectName(DOMAIN + "type=sink-task,connector=sink,task=0"));

        metrics.close();

        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my-sink_1.a b%    | my-sink_1.a b%",
                "a,b               | \"a,b\"",
                "a=b               | \"a=b\"",
                "a:b               | \"a:b\"",
                "a*b?              | \"a\\*b\\?\"",
                "\u00e4            | \"\u00e4\"",
                "''                | \"\""
            })
    void areQuotedWhereTheNameDemandsIt(String name, String shown) throws JMException {
        assertThat(Names.task(name, "1").getKeyProperty("connector")).isEqualTo(shown);
        assertThat(Names.exchange("c", "1", name).getKeyProperty("exchange")).isEqualTo(shown);
    }

    @Test
    void describeEveryAttributeAndNameItsUnit() throws JMException {
        for (var name : names()) {
            assertThat(server.getMBeanInfo(new ObjectName(name)).getAttributes())
                    .isNotEmpty()
                    .allSatisfy(attribute -> {
                        assertThat(attribute.getName()).matches("[a-z0-9]+(-[a-z0-9]+)*");
                        assertThat(attribute.getDescription()).isNotBlank();
                        assertThat(attribute.getType())
                                .isEqualTo(
                                        attribute.getName().matches(".*(-seconds|-seconds-total|-ratio)")
                                                ? "java.lang.Double"
                                                : "java.lang.Long");
                    });
        }
    }

    private void publish(String exchange, long offset) {
        var properties = new BasicProperties.Builder()
                .messageId("a-0-" + offset)
                .timestamp(new Date(System.currentTimeMillis() - 3_600_000))
                .build();
        core.add(A, offset, new Message(exchange, "", properties, new byte[1]), null);
        assertThat(core.next()).isInstanceOf(Dispatch.Publish.class);
    }

    private List<String> names() {
        try {
            return server.queryNames(new ObjectName(DOMAIN + "*"), null).stream()
                    .map(ObjectName::toString)
                    .toList();
        } catch (JMException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Map<String, Object> values(String name) throws JMException {
        var bean = new ObjectName(name);
        var attributes = Arrays.stream(server.getMBeanInfo(bean).getAttributes())
                .map(MBeanFeatureInfo::getName)
                .toArray(String[]::new);
        return server.getAttributes(bean, attributes).asList().stream()
                .collect(Collectors.toMap(Attribute::getName, Attribute::getValue));
    }

    private static DeliveryListener nobodyListens() {
        return (DeliveryListener) Proxy.newProxyInstance(
                DeliveryListener.class.getClassLoader(),
                new Class<?>[] {DeliveryListener.class},
                (proxy, method, arguments) -> null);
    }
}
