package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.it.line.TcpProxy;
import gov.va.vro.bie.it.trial.SteadyLoad;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole pipeline, as it is shipped, under load: the stack, the sink, and persisters that reach RabbitMQ and
 * PostgreSQL over lines that can be made bad. Owned by one thread.
 *
 * @param databaseLine what all persisters reach PostgreSQL through
 * @param brokerLine what all persisters reach RabbitMQ through
 */
record ChaosGround(
        Stack stack,
        int workers,
        List<Persister> persisters,
        TcpProxy databaseLine,
        TcpProxy brokerLine,
        ConnectRest connect,
        Kafka kafka,
        RabbitMq rabbitMq,
        RabbitMqNode node,
        Tables tables,
        Produced produced,
        SteadyLoad load)
        implements AutoCloseable {

    static final String CONNECTOR = "rabbitmq-sink";
    static final String GROUP = "EXT_VRO_TST";
    static final String PARKED_QUEUE = "persister.parked";

    private static final String TOPIC_PREFIX = "TST_CONTENTION_BIE_";
    private static final int PARTITIONS = 3;

    /** What is set up, as an operator does it once. */
    record Plan(
            Path directory,
            Path distribution,
            Path connectors,
            int workers,
            int persisters,
            int perSecond,
            long seed) {}

    static ChaosGround open(Stack stack, Plan plan) throws Exception {
        var endpoints = stack.endpoints();
        for (int number = 2; number <= plan.workers(); number++) {
            stack.workers().start(number);
        }
        var registry = new SchemaRegistry(endpoints.schemaRegistry());
        var schemaIds = EventPublisher.registerSchemas(registry, TOPIC_PREFIX);
        EventTopics.create(endpoints.kafka(), TOPIC_PREFIX, PARTITIONS);
        var produced = new Produced();
        var poison = new Poison(registry, schemaIds);
        var events = new ChaosEvents(TOPIC_PREFIX, schemaIds, poison, plan.seed(), produced);
        var environment = new HashMap<>(stack.persisterEnvironment());
        var databaseLine = lineTo(environment, "POSTGRES_URL");
        var brokerLine = lineTo(environment, "RABBITMQ_ADDRESSES");
        var ground = new ChaosGround(
                stack,
                plan.workers(),
                persisters(plan, environment),
                databaseLine,
                brokerLine,
                new ConnectRest(endpoints.connect()),
                new Kafka(endpoints.kafka()),
                new RabbitMq(endpoints.amqp()),
                new RabbitMqNode(plan.directory()),
                new Tables(endpoints.jdbc()),
                produced,
                new SteadyLoad(endpoints.kafka(), plan.perSecond(), events));
        ground.deploy(plan.connectors());
        return ground;
    }

    /** Replaces the address in a variable by that of a line to it. */
    private static TcpProxy lineTo(Map<String, String> environment, String variable) throws IOException {
        var value = environment.get(variable);
        var address = value.replaceFirst("^.*//", "").replaceFirst("/.*$", "");
        var line = TcpProxy.to(address);
        environment.put(variable, value.replace(address, line.address()));
        return line;
    }

    private static List<Persister> persisters(Plan plan, Map<String, String> environment) {
        var persisters = new ArrayList<Persister>();
        for (int number = 1; number <= plan.persisters(); number++) {
            persisters.add(Persister.onFreePort(
                    "persister-" + number,
                    plan.distribution().resolve("persister.jar"),
                    plan.directory(),
                    environment));
        }
        return List.copyOf(persisters);
    }

    private void deploy(Path connectors) throws IOException {
        for (var persister : persisters) {
            persister.start();
        }
        var answer = connect.post(Files.readString(connectors.resolve(CONNECTOR + ".json")));
        if (answer.code() != 201) {
            throw new IOException("Connect refuses the connector: " + answer.message());
        }
        connect.awaitRunning(CONNECTOR);
    }

    /** Ends what is not the stack's. */
    @Override
    public void close() throws IOException {
        load.close();
        persisters.forEach(Persister::stop);
        databaseLine.close();
        brokerLine.close();
    }
}
