package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.sink.loop.WarmPerfTest;
import java.io.IOException;
import java.util.List;

/** RabbitMQ's own PerfTest, one producer and no consumer, in a JVM that keeps warm from one round to the next. */
final class PerfTestContender implements Contender {

    /** What the sink adds to each message, as nearly as PerfTest can: the same for every message. */
    private static final List<String> PROPERTIES = List.of(
            "contentType=application/json",
            "contentEncoding=UTF-8",
            "messageId=TST_CONTENTION_BIE_CONTENTION_UPDATED_V02-0-123456",
            "timestamp=2026-11-26T19:29:00+00:00",
            "appId=rabbitmq-sink",
            "kafka.topic=TST_CONTENTION_BIE_CONTENTION_UPDATED_V02",
            "kafka.partition=0",
            "kafka.offset=123456",
            "kafka.timestamp=1795721340123",
            "notifiedAt=1795721340123");

    /** So that it does not wait for its last confirms yet when the last message that counts has come. */
    private static final int MORE_WINDOWS = 2;

    private final String name;
    private final Ground ground;
    private final boolean withProperties;
    private final HelperJvm jvm;

    PerfTestContender(String name, Ground ground, boolean withProperties) throws IOException {
        this.name = name;
        this.ground = ground;
        this.withProperties = withProperties;
        this.jvm = new HelperJvm(
                name,
                ground.directory().resolve(name + ".log"),
                ground.ownClassPath(),
                List.of("-Dlogback.configurationFile=benchmarks-logback.xml", WarmPerfTest.class.getName()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProcessHandle process() {
        return jvm.process();
    }

    @Override
    public void begin(Load load) throws IOException {
        var order = "--uri " + ground.amqp()
                + " --producers 1 --consumers 0 --predeclared"
                + " --exchange " + Destination.EXCHANGE
                + " --queue " + Destination.QUEUE
                + " --routing-key " + load.size().topic()
                + " --flag persistent --flag mandatory"
                + " --confirm " + load.window()
                + " --size " + load.size().bytes()
                + " --pmessages " + (load.count() + MORE_WINDOWS * load.window());
        jvm.order(withProperties ? order + " --message-properties " + String.join(",", PROPERTIES) : order);
    }

    /** It ends by itself, having sent what it was to. */
    @Override
    public void end() throws IOException {
        jvm.await(WarmPerfTest.STOPPED);
    }

    @Override
    public String complaint() {
        return jvm.complaint();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
