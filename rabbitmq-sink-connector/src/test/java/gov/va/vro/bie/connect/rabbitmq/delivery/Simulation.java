package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * A world in which one seed gives one schedule: topics that fill, tasks that share their partitions, a broker that
 * fails, a clock that only the simulation moves. After every step, and at rest, it checks what must always hold.
 */
final class Simulation {

    static final int EXCHANGES = 3;
    static final long COMMIT_INTERVAL = Duration.ofMillis(50).toNanos();
    private static final int PARTITIONS = 2;
    private static final Duration CONFIRM_TIMEOUT = Duration.ofMillis(1500);
    private static final long LONGEST_RECOVERY = Duration.ofMinutes(5).toNanos();

    /** What a schedule may draw. */
    enum Trouble {
        CUT,
        BROKER_DOWN,
        UNBOUND,
        REJECTING,
        MISSING,
        FORBIDDEN,
        FAILING,
        ALARM,
        SILENT,
        WITHHELD,
        POISON,
        UNRENDERABLE,
        UNSENDABLE,
        DROPPED,
        COMMIT_FAILS,
        REPORT_FAILS,
        RETENTION,
        ORDERLY_MOVE,
        KILL,
        LOSE
    }

    final CoreSettings settings;
    final SimulatedBroker broker;
    final Map<TopicPartition, Long> committed = new HashMap<>();
    final Set<String> reported = new HashSet<>();
    final Set<String> unrenderable = new HashSet<>();
    final Set<String> unsendable = new HashSet<>();
    final Set<String> dropped = new HashSet<>();
    /** What the core has said to be missing in Kafka. */
    final Set<String> missing = new HashSet<>();

    final Set<TopicPartition> unordered = new HashSet<>();
    /** How often a record that was sent went to another task with no commit beyond it. */
    final Map<String, Integer> handedOn = new HashMap<>();

    final boolean hasReporter;
    long now;

    private final Random random;
    private final Set<Trouble> troubles;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private boolean healed;

    Simulation(long seed, Set<Trouble> troubles) {
        // Small seeds give java.util.Random nearly the same first draws; spread them.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.troubles = troubles;
        this.broker = new SimulatedBroker(random);
        this.hasReporter = random.nextBoolean();
        this.settings = new CoreSettings(
                List.of(1, 4, 10, 40).get(random.nextInt(4)),
                random.nextBoolean() ? 1_000_000 : 40,
                CONFIRM_TIMEOUT,
                Duration.ofMillis(500),
                Duration.ofMillis(5),
                Duration.ofMillis(80),
                policy(),
                Optional.empty(),
                random.nextBoolean() || troubles.contains(Trouble.DROPPED) ? GapPolicy.WARN : GapPolicy.FAIL,
                seed % 4 == 0 ? OptionalInt.of(1000) : OptionalInt.empty());
        for (var topic = 0; topic < EXCHANGES; topic++) {
            for (var partition = 0; partition < PARTITIONS; partition++) {
                var topicPartition = new TopicPartition("t" + topic, partition);
                committed.put(topicPartition, 0L);
                ends.put(topicPartition, 0L);
                starts.put(topicPartition, 0L);
            }
        }
        for (var task = 1 + random.nextInt(2); task > 0; task--) {
            tasks.add(new SimulatedTask(this));
        }
        assignWhatIsFree();
    }

    /** What becomes of what no queue takes; where nobody may have it reported, the other three. */
    private UnroutablePolicy policy() {
        if (!troubles.contains(Trouble.UNBOUND) || random.nextBoolean()) {
            return UnroutablePolicy.WAIT;
        }
        var policy = pick(List.of(UnroutablePolicy.values()));
        return policy == UnroutablePolicy.REPORT && !hasReporter ? UnroutablePolicy.WAIT : policy;
    }

    /** Whether no broker, or no client, would ever take it. */
    boolean isBad(String id) {
        return broker.poison.contains(id) || unrenderable.contains(id) || unsendable.contains(id);
    }

    /** Bodies of one to eight bytes. */
    byte[] body(long offset) {
        return new byte[(int) (1 + offset * 7 % 8)];
    }

    static String id(TopicPartition partition, long offset) {
        return partition + "-" + offset;
    }

    static String exchange(TopicPartition partition) {
        return "x" + partition.topic().substring(1);
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    long end(TopicPartition partition) {
        return ends.get(partition);
    }

    /** The first offset that Kafka's retention has left. */
    long start(TopicPartition partition) {
        return starts.get(partition);
    }

    /** The core may call missing only what retention has deleted, or a transform dropped. */
    void missing(TopicPartition partition, long expected, long found) {
        for (var offset = expected; offset < found; offset++) {
            var id = id(partition, offset);
            assertThat(offset < start(partition) || dropped.contains(id))
                    .as("%s is missing", id)
                    .isTrue();
            missing.add(id);
        }
    }

    List<TopicPartition> shuffled(Collection<TopicPartition> partitions) {
        var list = new ArrayList<>(partitions);
        list.sort((a, b) -> a.toString().compareTo(b.toString()));
        Collections.shuffle(list, random);
        return list;
    }

    boolean commitFails() {
        return !healed && troubles.contains(Trouble.COMMIT_FAILS) && chance(3);
    }

    boolean reportFails() {
        return !healed && troubles.contains(Trouble.REPORT_FAILS) && chance(3);
    }

    /** Nothing may be committed that is neither with the broker, nor reported, nor dropped by a transform. */
    void commit(TopicPartition partition, long offset) {
        for (var before = committed.get(partition); before < offset; before++) {
            var id = id(partition, before);
            assertThat(broker.accepted.contains(id)
                            || wasIgnored(id)
                            || reported.contains(id)
                            || dropped.contains(id)
                            || missing.contains(id))
                    .as("%s is committed and safe", id)
                    .isTrue();
        }
        committed.put(partition, offset);
    }

    /** Runs so many steps under load and trouble, then heals everything and waits for rest. */
    void run(int steps) {
        for (var step = 0; step < steps; step++) {
            if (chance(4)) {
                produce();
            }
            if (!troubles.isEmpty() && chance(60)) {
                trouble(pick(troubles));
            }
            step();
        }
        healed = true;
        broker.heal();
        tasks.forEach(task -> {
            if (task.link() != null) {
                task.link().silent = false;
                task.link().outbound.add(new SimulatedBroker.Answer.Blocked(false));
            }
        });
        var since = now;
        var copies = new CopiesAfterHealing(this, tasks);
        while (!atRest()) {
            step();
            assertThat(now - since).as("time to recover").isLessThan(LONGEST_RECOVERY);
        }
        checkQueues();
        copies.check();
    }

    /** Whether something of the record's partition was under way when a task lost it. */
    boolean hasStragglers(String id) {
        return unordered.stream().anyMatch(partition -> id.startsWith(partition + "-"));
    }

    /** Runs until the condition holds; fails when it does not within so much simulated time. */
    void runUntil(java.util.function.BooleanSupplier condition, Duration within) {
        var since = now;
        while (!condition.getAsBoolean()) {
            step();
            assertThat(now - since).as("simulated time").isLessThan(within.toNanos());
        }
    }

    void produce() {
        var partition = pick(ends.keySet());
        var id = id(partition, ends.merge(partition, 1L, Long::sum) - 1);
        if (troubles.contains(Trouble.POISON) && chance(40)) {
            broker.poison.add(id);
        } else if (troubles.contains(Trouble.UNRENDERABLE) && chance(40)) {
            unrenderable.add(id);
        } else if (troubles.contains(Trouble.UNSENDABLE) && chance(40)) {
            unsendable.add(id);
        } else if (troubles.contains(Trouble.DROPPED) && chance(20)) {
            dropped.add(id);
        }
    }

    private void step() {
        now += random.nextInt(400_000);
        var task = tasks.get(random.nextInt(tasks.size()));
        switch (random.nextInt(8)) {
            case 0 -> {
                task.taskStep();
                task.checkMemory();
                restartIfFailed(task);
                assignWhatIsFree();
            }
            case 1, 2, 3 -> task.publisherStep();
            case 4, 5 -> task.readerStep();
            case 6 -> onLink(task, SimulatedBroker.Link::work);
            default -> onLink(task, SimulatedBroker.Link::confirm);
        }
    }

    private static void onLink(SimulatedTask task, java.util.function.Consumer<SimulatedBroker.Link> action) {
        if (task.link() != null) {
            action.accept(task.link());
        }
    }

    private void trouble(Trouble trouble) {
        var task = tasks.get(random.nextInt(tasks.size()));
        var exchange = "x" + random.nextInt(EXCHANGES);
        switch (trouble) {
            case CUT -> onLink(task, SimulatedBroker.Link::cut);
            case BROKER_DOWN -> {
                broker.down = !broker.down;
                tasks.forEach(any -> onLink(any, SimulatedBroker.Link::cut));
            }
            case UNBOUND -> toggle(broker.unbound, exchange);
            case REJECTING -> toggle(broker.rejecting, exchange);
            case MISSING -> toggle(broker.missing, exchange);
            case FORBIDDEN -> toggle(broker.forbidden, exchange);
            case FAILING -> toggle(broker.failing, exchange);
            case ALARM -> {
                broker.alarm = !broker.alarm;
                tasks.forEach(any ->
                        onLink(any, link -> link.outbound.add(new SimulatedBroker.Answer.Blocked(broker.alarm))));
            }
            case SILENT -> onLink(task, link -> link.silent = !link.silent);
            case RETENTION -> expire();
            case WITHHELD -> onLink(task, SimulatedBroker.Link::withholdOne);
            case ORDERLY_MOVE -> move(task);
            case KILL -> kill(task);
            case LOSE -> lose(task);
            default -> {}
        }
    }

    private void move(SimulatedTask task) {
        var partitions = shuffled(task.assigned());
        if (!task.busy() && !partitions.isEmpty()) {
            task.revoke(Set.copyOf(partitions.subList(0, 1 + random.nextInt(partitions.size()))));
        }
    }

    /** Deletes from the front of a topic, read or not; its last record stays, and what comes first was not dropped. */
    private void expire() {
        var partition = pick(ends.keySet());
        var start = starts.get(partition) + random.nextInt(20);
        while (start < ends.get(partition) && dropped.contains(id(partition, start))) {
            start++;
        }
        if (start < ends.get(partition)) {
            starts.put(partition, start);
        }
    }

    private void lose(SimulatedTask task) {
        if (!task.busy() && !task.assigned().isEmpty()) {
            task.letGo(pick(task.assigned()));
        }
    }

    private void kill(SimulatedTask task) {
        task.kill();
        tasks.set(tasks.indexOf(task), new SimulatedTask(this));
    }

    /** An operator skips the record that the task names, and starts the task again. */
    private void restartIfFailed(SimulatedTask task) {
        if (task.ended()) {
            for (var partition : List.copyOf(task.assigned())) {
                passGap(task, partition);
                var id = id(partition, committed.get(partition));
                if (isBad(id)) {
                    reported.add(id);
                    commit(partition, committed.get(partition) + 1);
                }
            }
            kill(task);
        }
    }

    private void passGap(SimulatedTask task, TopicPartition partition) {
        var gap = task.gaps.get(partition);
        if (gap != null && committed.get(partition) == gap.expected()) {
            commit(partition, gap.found());
        }
    }

    private void assignWhatIsFree() {
        var free = new HashSet<>(ends.keySet());
        tasks.forEach(task -> free.removeAll(task.assigned()));
        for (var partition : shuffled(free)) {
            tasks.get(random.nextInt(tasks.size())).open(partition);
        }
    }

    private boolean atRest() {
        return committed.equals(ends) && tasks.stream().allMatch(SimulatedTask::atRest);
    }

    private void checkQueues() {
        for (var exchange = 0; exchange < EXCHANGES; exchange++) {
            for (var name : List.of("x" + exchange + ".a", "x" + exchange + ".b")) {
                checkQueue(exchange, name);
            }
        }
    }

    private void checkQueue(int exchange, String name) {
        var copies = broker.queue(name);
        var last = new HashMap<String, Integer>();
        for (var at = 0; at < copies.size(); at++) {
            var earlier = last.put(copies.get(at).messageId(), at);
            if (earlier != null && !handedOn.containsKey(copies.get(at).messageId())) {
                assertThat(copies.get(at).flagged())
                        .as("%s in %s is flagged, being a second copy", copies.get(at), name)
                        .isTrue();
            }
            if (earlier != null && orderlyOnly()) {
                throw new AssertionError(copies.get(at) + " is a duplicate in " + name);
            }
        }
        for (var partition = 0; partition < PARTITIONS; partition++) {
            checkPartition(new TopicPartition("t" + exchange, partition), name, last);
        }
    }

    private void checkPartition(TopicPartition partition, String name, Map<String, Integer> last) {
        var order = new TreeMap<Long, Integer>();
        for (var offset = 0L; offset < ends.get(partition); offset++) {
            var id = id(partition, offset);
            if (needsNoLaterCopy(id)) {
                continue;
            }
            assertThat(last).as("what is in %s", name).containsKey(id);
            order.put(offset, last.get(id));
        }
        if (!unordered.contains(partition)) {
            assertThat(new ArrayList<>(order.values()))
                    .as("last copies of %s in %s", partition, name)
                    .isSorted();
        }
    }

    /** An earlier copy may be in a queue; when the task went back, none of these was sent again. */
    private boolean needsNoLaterCopy(String id) {
        return missing.contains(id) || reported.contains(id) || dropped.contains(id) || wasIgnored(id);
    }

    private boolean wasIgnored(String id) {
        return settings.unroutablePolicy() == UnroutablePolicy.IGNORE && broker.unrouted.contains(id);
    }

    private boolean orderlyOnly() {
        return Set.of(Trouble.ORDERLY_MOVE, Trouble.DROPPED, Trouble.UNRENDERABLE, Trouble.RETENTION)
                .containsAll(troubles);
    }

    private <T> T pick(Collection<T> from) {
        var list = new ArrayList<>(from);
        list.sort((a, b) -> a.toString().compareTo(b.toString()));
        return list.get(random.nextInt(list.size()));
    }

    private static void toggle(Set<String> set, String element) {
        if (!set.remove(element)) {
            set.add(element);
        }
    }
}
