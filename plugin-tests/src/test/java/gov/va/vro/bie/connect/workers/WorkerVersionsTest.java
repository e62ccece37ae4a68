package gov.va.vro.bie.connect.workers;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.rabbitmq.RabbitMqSinkConnector;
import gov.va.vro.bie.connect.transforms.NotifiedAt;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plugins on workers of other versions than they are compiled against, as far as that shows without a worker: what
 * their classes refer to is there, and what the worker calls is implemented. The script {@code
 * integration-tests/compatibility} runs them on real ones.
 */
class WorkerVersionsTest {

    static Stream<Arguments> pluginsAndVersions() {
        return Stream.of(NotifiedAt.class, RabbitMqSinkConnector.class)
                .flatMap(plugin -> Stream.of(
                                System.getProperty("workers.versions").split(","))
                        .map(version -> Arguments.of(plugin, version)));
    }

    @ParameterizedTest(name = "{0} on Connect {1}")
    @MethodSource("pluginsAndVersions")
    void findsEverythingThatItRefersTo(Class<?> plugin, String version) throws Exception {
        var references = References.of(classesOf(plugin));
        try (var worker = new WorkerApi(version)) {
            assertThat(references).hasSizeGreaterThan(10).allMatch(worker::has);
        }
    }

    @ParameterizedTest(name = "{0} on Connect {1}")
    @MethodSource("pluginsAndVersions")
    void implementsEverythingThatIsCalled(Class<?> plugin, String version) throws Exception {
        try (var worker = new WorkerApi(version, classesOf(plugin), amqpClient(), jackson())) {
            var missing = new ArrayList<Method>();
            for (String name : namesIn(classesOf(plugin))) {
                Class<?> type = worker.load(name);
                if (!Modifier.isAbstract(type.getModifiers())) {
                    Stream.of(type.getMethods())
                            .filter(method -> Modifier.isAbstract(method.getModifiers()))
                            .forEach(missing::add);
                }
            }
            assertThat(missing).isEmpty();
        }
    }

    private static List<String> namesIn(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replaceFirst("\\.class$", "").replace('/', '.'))
                    .toList();
        }
    }

    private static Path amqpClient() throws URISyntaxException {
        return classesOf(com.rabbitmq.client.Connection.class);
    }

    private static Path jackson() throws URISyntaxException {
        return classesOf(com.fasterxml.jackson.core.JsonFactory.class);
    }

    /** The folder or jar that a class comes from. */
    private static Path classesOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
