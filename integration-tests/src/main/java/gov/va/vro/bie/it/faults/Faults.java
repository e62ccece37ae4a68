package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.line.TcpProxy.Direction;
import gov.va.vro.bie.it.trial.Destination;
import gov.va.vro.bie.localstack.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** How each kind of fault is made, and undone. */
final class Faults {

    private static final String POLICY = "full";
    private static final int UNLIMITED = 1_000_000_000;
    private static final int FLAPS = 40;
    private static final int SLOWEST_MILLIS = 400;
    private static final int MOST_TASKS = 4;

    private final Ground ground;

    Faults(Ground ground) {
        this.ground = ground;
    }

    Fault of(PlannedFault planned) {
        return switch (planned.kind()) {
            case RABBITMQ_KILLED -> killed(Part.RABBITMQ);
            case RABBITMQ_STOPPED ->
                Fault.of(
                        () -> ground.stack().stop(Part.RABBITMQ),
                        () -> ground.stack().start(Part.RABBITMQ));
            case RABBITMQ_HUNG ->
                Fault.of(
                        () -> ground.stack().freeze(Part.RABBITMQ),
                        () -> ground.stack().thaw(Part.RABBITMQ));
            case MEMORY_ALARM -> set("set_vm_memory_high_watermark", "0", "0.4");
            case DISK_ALARM -> set("set_disk_free_limit", "1000000GB", "100MB");
            case CONNECTIONS_CLOSED ->
                Fault.twice(() -> ground.node().ctl("close_all_connections", "--vhost", "/", "closed by an operator"));
            case QUEUE_FULL -> full(queue(planned));
            case QUEUES_UNBOUND -> unbound(destination(planned));
            case QUEUES_FLAPPING -> Fault.twice(() -> flap(destination(planned)));
            case EXCHANGE_DELETED -> exchangeDeleted(destination(planned));
            case LINE_CUT -> Fault.twice(() -> ground.trial().line().cut());
            case LINE_REFUSED -> line(() -> ground.trial().line().refuse());
            case LINE_SLOW ->
                line(() -> ground.trial().line().delay(Duration.ofMillis(planned.strength() % SLOWEST_MILLIS)));
            case CONFIRMS_SWALLOWED ->
                line(() -> ground.trial().line().swallow(Direction.TO_CLIENT, planned.strength()));
            case PUBLISHES_SWALLOWED ->
                line(() -> ground.trial().line().swallow(Direction.TO_SERVER, planned.strength()));
            case LINE_HALF_CLOSED ->
                Fault.twice(() -> ground.trial().line().halfClose(Direction.values()[planned.choice() % 2]));
            case WORKER_KILLED -> workerKilled(worker(planned));
            case WORKER_STOPPED -> workerStopped(worker(planned));
            case CONNECTOR_PAUSED -> paused();
            case CONNECTOR_STOPPED -> stopped();
            case CONNECTOR_RESTARTED ->
                Fault.twice(() -> ground.trial().connect().restart(connector()));
            case TASKS_CHANGED -> tasksChanged(1 + planned.choice() % MOST_TASKS);
            case KAFKA_KILLED -> killed(Part.KAFKA);
        };
    }

    private Fault killed(Part part) {
        return Fault.of(() -> ground.stack().kill(part), () -> ground.stack().start(part));
    }

    private Fault workerKilled(int number) {
        return Fault.of(
                () -> ground.stack().workers().kill(number),
                () -> ground.stack().workers().start(number));
    }

    private Fault workerStopped(int number) {
        return Fault.of(
                () -> ground.stack().workers().stop(number),
                () -> ground.stack().workers().start(number));
    }

    private Fault set(String what, String bad, String good) {
        return Fault.of(() -> ground.node().ctl(what, bad), () -> ground.node().ctl(what, good));
    }

    /**
     * RabbitMQ reads a classic queue's new length before its new overflow, and would drop what is in the queue; so the
     * queue is told to reject first, at a length that it never has.
     */
    private Fault full(String queue) {
        return Fault.of(
                () -> {
                    limit(queue, UNLIMITED);
                    limit(queue, 1);
                },
                () -> {
                    limit(queue, UNLIMITED);
                    ground.node().ctl("clear_policy", POLICY);
                });
    }

    private void limit(String queue, int messages) throws IOException, InterruptedException {
        var pattern = "^" + queue.replace(".", "\\.") + "$";
        var definition = "{\"max-length\":" + messages + ",\"overflow\":\"reject-publish\"}";
        ground.node().ctl("set_policy", POLICY, pattern, definition, "--apply-to", "queues");
    }

    private Fault unbound(Destination destination) {
        return Fault.of(
                () -> ground.trial().broker().onChannel(destination::unbind),
                () -> ground.trial().broker().onChannel(destination::bind));
    }

    /** So fast that of what is in flight some is taken and some comes back. */
    private void flap(Destination destination) throws IOException, TimeoutException {
        ground.trial().broker().onChannel(channel -> {
            for (int times = 0; times < FLAPS; times++) {
                destination.unbind(channel);
                destination.bind(channel);
            }
        });
    }

    private Fault exchangeDeleted(Destination destination) {
        return Fault.of(
                () -> ground.trial().broker().onChannel(destination::deleteExchange),
                () -> ground.trial().broker().onChannel(destination::bind));
    }

    private Fault line(Fault.Step step) {
        return Fault.of(step, () -> ground.trial().line().heal());
    }

    private Fault paused() {
        return Fault.of(
                () -> ground.trial().connect().pause(connector()),
                () -> ground.trial().connect().resume(connector()));
    }

    private Fault stopped() {
        return Fault.of(
                () -> ground.trial().connect().stop(connector()),
                () -> ground.trial().connect().resume(connector()));
    }

    private Fault tasksChanged(int tasks) {
        var changed = new HashMap<>(ground.trial().config());
        changed.put("tasks.max", Integer.toString(tasks));
        return Fault.of(
                () -> reconfigure(changed), () -> reconfigure(ground.trial().config()));
    }

    private void reconfigure(Map<String, String> config) {
        ground.trial().connect().reconfigure(connector(), config);
        ground.trial().connect().awaitRunning(connector());
    }

    private String connector() {
        return ground.trial().connector();
    }

    private int worker(PlannedFault planned) {
        return 1 + planned.choice() % ground.workers();
    }

    private Destination destination(PlannedFault planned) {
        var destinations = ground.trial().destinations();
        return destinations.get(planned.choice() % destinations.size());
    }

    private String queue(PlannedFault planned) {
        return destination(planned).queues().get(planned.choice() / 10 % 2);
    }
}
