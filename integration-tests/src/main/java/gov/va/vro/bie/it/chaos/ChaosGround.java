package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Database;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.it.faces.Refusal;
import gov.va.vro.bie.it.line.PersisterLines;
import gov.va.vro.bie.it.trial.SteadyLoad;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole pipeline, as it is shipped, under load: the stack, the sink, and persisters that reach RabbitMQ and
 * PostgreSQL over lines that can be made bad. Owned by one thread.
 */
record ChaosGround(
        Stack stack,
        int workers,
        List<Persister> persisters,
        PersisterLines lines,
        ConnectRest connect,
        Kafka kafka,
        RabbitMq rabbitMq,
        RabbitMqNode node,
        Tables tables,
        Database superuser,
        Optional<ChaosLedger> ledger,
        Produced produced,
        SteadyLoad load)
        implements AutoCloseable {

    static final String CONNECTOR = "rabbitmq-sink";
    static final String GROUP = "EXT_VRO_TST";
    static final String PARKED_QUEUE = "persister.parked";

    static final String TOPIC_PREFIX = "TST_CONTENTION_BIE_";
    private static final int PARTITIONS = 3;

    /** What is set up, as an operator does it once. */
    record Plan(
            Path directory,
            Path distribution,
            Path connectors,
            int workers,
            int persisters,
            boolean withLedger,
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
        var lines = PersisterLines.open(stack.persisterEnvironment());
        var connect = new ConnectRest(endpoints.connect());
        var kafka = new Kafka(endpoints.kafka());
        var ledger = new ChaosLedger(connect, new Database(endpoints.jdbc()));
        var ground = new ChaosGround(
                stack,
                plan.workers(),
                persisters(plan, lines.environment()),
                lines,
                connect,
                kafka,
                new RabbitMq(endpoints.amqp()),
                new RabbitMqNode(plan.directory()),
                new Tables(endpoints.jdbc()),
                Database.asSuperuser(endpoints.jdbc(), plan.directory()),
                Optional.of(ledger).filter(wanted -> plan.withLedger()),
                produced,
                new SteadyLoad(endpoints.kafka(), plan.perSecond(), events));
        // It goes with the stack.
        Refusal.in(new Database(endpoints.jdbc()));
        ground.deploy(plan.connectors());
        return ground;
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
        if (ledger.isPresent()) {
            ledger.get().deploy(connectors);
        }
    }

    /** Ends what is not the stack's. */
    @Override
    public void close() throws IOException {
        load.close();
        persisters.forEach(Persister::stop);
        lines.close();
    }
}
