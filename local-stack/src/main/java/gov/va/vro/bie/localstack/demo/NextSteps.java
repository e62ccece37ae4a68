package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Endpoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person may try when the demo is over, as lines that can be pasted into a shell. */
final class NextSteps {
    private static final String CONNECTOR = Scenario.CONNECTOR;

    private NextSteps() {}

    /** After a demo whose stack has ended with it. */
    static List<String> afterTheEnd() {
        return List.of(
                "./demo --keep             leave everything up, to look around in it",
                "./demo --events 100000    a longer stream",
                "./demo --seed 7           other events",
                "mvn verify                every test, integration tests on a stack of their own");
    }

    /**
     * On a stack that stays up.
     *
     * @param directory the stack's; its endpoints.json has every address with its credentials, which are therefore not
     *     shown here
     */
    static List<String> whileUp(Endpoints endpoints, Path directory) {
        var connectors = endpoints.connect().replaceAll("/$", "") + "/connectors/";
        var connector = connectors + CONNECTOR;
        var file = directory.resolve("endpoints.json");
        var lines = new ArrayList<String>();
        lines.add("curl -s " + connector + "/status");
        lines.add("curl -s " + connector + "/offsets");
        lines.add("curl -s " + connectors + Scenario.LEDGER + "/status");
        lines.add("curl -s -X PUT " + connector + "/pause      # and /resume");
        lines.add("curl -s " + endpoints.schemaRegistry() + "/subjects");
        lines.add(
                "psql \"$(sed -n 's/.*\"jdbc\" : \"jdbc:\\(.*\\)&currentSchema=\\(.*\\)\".*/\\1\\&options=-csearch_path%3D\\2/p' "
                        + file + ")\" -c 'SELECT * FROM bie_event_ledger_summary'");
        if (!endpoints.amqpManagement().isEmpty()) {
            lines.add("RabbitMQ's management, in a browser: the URL \"amqpManagement\" in " + file);
        }
        lines.add("every address with its credentials: " + file);
        lines.add("./demo                     once more, on this stack");
        lines.add("./local-stack/stack down   ends all of it");
        return lines;
    }
}
