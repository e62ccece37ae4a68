package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The one file that is deployed, started as it is, with nothing in its environment. */
class JarIT {

    private static final Path JAR = Path.of(System.getProperty("build.directory", "target"), "persister.jar");

    @Test
    void namesEverySettingThatIsMissing() throws Exception {
        var ended = java();

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.text).contains("RABBITMQ_ADDRESSES is missing", "POSTGRES_PASSWORD is missing");
    }

    @Test
    void saysTheVersionThatItWasBuiltAs() throws Exception {
        var ended = java("--version");

        assertThat(ended.code).isZero();
        assertThat(ended.text).matches("(?s)persister [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n.*");
    }

    @Test
    void holdsTheServicesOfAllItsPartsAndNoSignature() throws Exception {
        try (var jar = new JarFile(JAR.toFile())) {
            var drivers = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver"));
            var plugins = jar.getInputStream(jar.getEntry("META-INF/services/org.flywaydb.core.extensibility.Plugin"));

            assertThat(drivers).asString(StandardCharsets.UTF_8).contains("org.postgresql.Driver");
            assertThat(plugins)
                    .asString(StandardCharsets.UTF_8)
                    .contains("PostgreSQLDatabaseType", "CoreResourceTypeProvider");
            assertThat(jar.stream().map(Object::toString))
                    .noneMatch(
                            name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)") || name.endsWith("module-info.class"));
        }
    }

    private static Ended java(String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    private record Ended(int code, String text) {}
}
