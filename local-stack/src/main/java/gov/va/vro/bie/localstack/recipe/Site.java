package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Distribution;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Ports;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Secrets;
import gov.va.vro.bie.localstack.process.Tether;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What every recipe draws on: where the stack lives, what it runs, and on which ports. */
public record Site(
        Path directory,
        Map<String, String> environment,
        Distribution distribution,
        Ports ports,
        Secrets secrets,
        Endpoints endpoints,
        Tether tether,
        Progress progress) {

    /** The Java that runs this. */
    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The Java that runs Connect's workers. */
    String connectJava() {
        return chosen("BIE_STACK_CONNECT_JAVA").orElseGet(this::java);
    }

    /** The class path of Connect's workers; read at each start. */
    String connectClassPath() {
        return chosen("BIE_STACK_CONNECT_CLASSPATH")
                .map(file -> Distribution.classPath(Path.of(file)))
                .orElseGet(distribution::kafkaClassPath);
    }

    /** What the environment wants instead of what the stack would take. */
    Optional<String> chosen(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
