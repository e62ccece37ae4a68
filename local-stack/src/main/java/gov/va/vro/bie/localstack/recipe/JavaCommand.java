package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.process.ChildSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of the stack's, with what they all share: the serial collector, and texts in UTF-8 whatever the locale. */
record JavaCommand(List<String> command) {

    static JavaCommand of(String java, List<String> options, Path logging, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java);
        command.addAll(options);
        command.add("-XX:+UseSerialGC");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.awt.headless=true");
        command.add("-Dlog4j2.configurationFile=" + logging.toUri());
        command.addAll(arguments);
        return new JavaCommand(command);
    }

    ChildSpec child(String name, Path directory, String classPath) {
        return ChildSpec.of(name, directory, command).withEnvironment(Map.of("CLASSPATH", classPath));
    }
}
