package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A broker as the core sees one: per link it works through what was published in order, returns what nobody is bound
 * for before acknowledging it, confirms out of order, singly or many at once, and can fail in every way that it is told.
 * Each exchange has two queues; the second can reject.
 */
final class SimulatedBroker {

    record Copy(String messageId, boolean flagged) {}

    /** What travels back to the client on one link, in order. */
    sealed interface Answer {
        record Ack(long sequence, boolean multiple) implements Answer {}

        record Nack(long sequence, boolean multiple) implements Answer {}

        record Return(String messageId) implements Answer {}

        record Blocked(boolean blocked) implements Answer {}

        record Gone(LinkLoss loss) implements Answer {}
    }

    final class Link {
        final ArrayDeque<Message> inbound = new ArrayDeque<>();
        final ArrayDeque<Answer> outbound = new ArrayDeque<>();
        private final List<Long> unconfirmed = new ArrayList<>();
        private final List<Long> refused = new ArrayList<>();
        private long sequence;
        private long withheld = -1;
        private boolean overABadRecord;
        boolean silent;
        boolean dead;

        /** Takes the next message, as RabbitMQ's channel process does. */
        void work() {
            if (dead || alarm || inbound.isEmpty()) {
                return;
            }
            var message = inbound.poll();
            sequence++;
            if (missing.contains(message.exchange())) {
                closeChannel(404, "no exchange " + message.exchange());
            } else if (forbidden.contains(message.exchange())) {
                closeChannel(403, "no permission for " + message.exchange());
            } else if (failing.contains(message.exchange())) {
                closeChannel(541, "internal error");
            } else if (poison.contains(message.messageId())) {
                endsOverABadRecord();
                closeChannel(406, "refused");
            } else if (unbound.contains(message.exchange())) {
                unrouted.add(message.messageId());
                outbound.add(new Answer.Return(message.messageId()));
                outbound.add(new Answer.Ack(sequence, false));
            } else if (accept(message)) {
                unconfirmed.add(sequence);
            } else {
                refused.add(sequence);
            }
        }

        private boolean accept(Message message) {
            var flagged = message.properties().getHeaders() != null
                    && message.properties().getHeaders().containsKey(Message.POSSIBLE_DUPLICATE);
            var copy = new Copy(message.messageId(), flagged);
            queue(message.exchange() + ".a").add(copy);
            if (rejecting.contains(message.exchange())) {
                return false;
            }
            queue(message.exchange() + ".b").add(copy);
            accepted.add(message.messageId());
            return true;
        }

        /** Settles one of what it has taken or refused, or all of a run at once. */
        void confirm() {
            if (!dead && !refused.isEmpty() && (unconfirmed.isEmpty() || random.nextBoolean())) {
                refuse();
            } else if (!dead && !unconfirmed.isEmpty()) {
                acknowledge();
            }
        }

        private void refuse() {
            var through = refused.get(random.nextInt(refused.size()));
            var multiple = unconfirmed.stream().noneMatch(sequence -> sequence < through);
            refused.removeIf(sequence -> sequence.equals(through) || multiple && sequence < through);
            outbound.add(new Answer.Nack(through, multiple));
        }

        private void acknowledge() {
            if (random.nextInt(3) == 0 && withheld < 0) {
                var through = unconfirmed.get(random.nextInt(unconfirmed.size()));
                if (unconfirmed.get(0) + unconfirmed.indexOf(through) == through
                        && refused.stream().noneMatch(sequence -> sequence < through)) {
                    unconfirmed.removeIf(sequence -> sequence <= through);
                    outbound.add(new Answer.Ack(through, true));
                    return;
                }
            }
            var one = unconfirmed.get(random.nextInt(unconfirmed.size()));
            if (one != withheld) {
                unconfirmed.remove(one);
                outbound.add(new Answer.Ack(one, false));
            }
        }

        /** Never confirms one of what is unconfirmed now, whatever else it confirms. */
        void withholdOne() {
            if (!unconfirmed.isEmpty()) {
                withheld = unconfirmed.get(random.nextInt(unconfirmed.size()));
            }
        }

        void endsOverABadRecord() {
            endsOverBadRecords += overABadRecord ? 0 : 1;
            overABadRecord = true;
        }

        void closeChannel(int code, String text) {
            outbound.add(new Answer.Gone(new LinkLoss.ClosedByBroker(code, text)));
            end();
        }

        /** The line is cut; some of what is on its way still arrives. */
        void cut() {
            for (var arriving = random.nextInt(inbound.size() + 1); arriving > 0 && !dead; arriving--) {
                work();
            }
            for (var lost = random.nextInt(outbound.size() + 1); lost > 0; lost--) {
                outbound.removeLast();
            }
            outbound.add(new Answer.Gone(new LinkLoss.Dropped("cut")));
            end();
        }

        void end() {
            dead = true;
            inbound.clear();
            unconfirmed.clear();
            refused.clear();
        }
    }

    final Set<String> missing = new HashSet<>();
    final Set<String> forbidden = new HashSet<>();
    final Set<String> failing = new HashSet<>();
    final Set<String> unbound = new HashSet<>();
    final Set<String> rejecting = new HashSet<>();
    final Set<String> poison = new HashSet<>();
    /** Everything that was returned at least once. */
    final Set<String> unrouted = new HashSet<>();
    /** Everything that some link acknowledged, or would have, had it lived: all queues have it. */
    final Set<String> accepted = new HashSet<>();

    /** How many links ended because a bad record was on them. */
    int endsOverBadRecords;

    final Map<String, List<Copy>> queues = new HashMap<>();
    private final Random random;
    boolean alarm;
    boolean down;

    SimulatedBroker(Random random) {
        this.random = random;
    }

    List<Copy> queue(String name) {
        return queues.computeIfAbsent(name, any -> new ArrayList<>());
    }

    void heal() {
        missing.clear();
        forbidden.clear();
        failing.clear();
        unbound.clear();
        rejecting.clear();
        alarm = false;
        down = false;
    }
}
