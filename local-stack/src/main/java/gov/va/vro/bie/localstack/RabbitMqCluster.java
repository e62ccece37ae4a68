package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.recipe.RabbitMqNode;
import gov.va.vro.bie.localstack.recipe.Site;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three RabbitMQ nodes, numbered from 1, that make one cluster beside the stack's own RabbitMQ, with the same users and
 * passwords. A node that no longer sees a majority pauses. A quorum queue's leader is where it was declared.
 *
 * <p>None runs until {@link #start()}. Two calls about one node are the caller's to keep apart.
 */
public final class RabbitMqCluster {

    /** The greatest number. */
    public static final int NODES = 3;

    private final Site site;
    private final List<RabbitMqNode> recipes;
    private final List<OwnPart> nodes;
    private Child portMapper;

    RabbitMqCluster(Site site) {
        this.site = site;
        var ports = site.ports().spare(2 * NODES + 1);
        this.recipes = IntStream.range(0, NODES)
                .mapToObj(i ->
                        new RabbitMqNode(site, i + 1, ports.get(2 * i), ports.get(2 * i + 1), ports.get(2 * NODES)))
                .toList();
        this.nodes = recipes.stream()
                .map(recipe -> new OwnPart(recipe, site.tether(), Progress.NONE))
                .toList();
    }

    /** Starts all three, and returns when each answers. */
    public void start() {
        startPortMapper();
        all(OwnPart::start);
        makeUsers();
    }

    private void makeUsers() {
        try {
            recipe(1).makeUsers();
        } catch (IOException e) {
            throw new StackException("the RabbitMQ cluster has no users: " + e.getMessage(), e);
        }
    }

    private synchronized void startPortMapper() {
        try {
            if (portMapper == null || !portMapper.isAlive()) {
                portMapper = site.tether().start(recipes.get(0).portMapper());
            }
        } catch (IOException e) {
            throw new StackException("the RabbitMQ cluster could not be prepared: " + e.getMessage(), e);
        }
    }

    /** Ends all three in good order. */
    public void stop() {
        all(OwnPart::stop);
    }

    /** Starts a node that was stopped or killed, and returns when it answers; that takes a majority. */
    public void start(int number) {
        node(number).start();
    }

    /** Ends it in good order. */
    public void stop(int number) {
        node(number).stop();
    }

    /** SIGKILL. */
    public void kill(int number) {
        node(number).kill();
    }

    /** SIGSTOP: it is there, and answers nothing. */
    public void freeze(int number) {
        node(number).freeze();
    }

    /** SIGCONT. */
    public void thaw(int number) {
        node(number).thaw();
    }

    /**
     * Cuts it off from the other nodes: it forgets the word that lets it in, and lets them in with no other. Clients
     * reach it still, until it notices that it is alone and pauses.
     */
    public void cutOff(int number) {
        var others = others(number);
        recipe(number)
                .evaluate(
                        "[begin erlang:set_cookie(N, cut_off), erlang:disconnect_node(N) end || N <- " + others + "].");
    }

    /** Lets a node that was cut off, and has paused, back in, and returns when it answers. */
    public void letBackIn(int number) {
        recipe(number).evaluate("[erlang:set_cookie(N, erlang:get_cookie()) || N <- " + others(number) + "].");
        node(number).awaitAnswer();
    }

    private String others(int number) {
        return recipes.stream()
                .filter(other -> other != recipe(number))
                .map(other -> "'" + other.name() + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** All three, as {@code rabbitmq.addresses} takes them. */
    public String addresses() {
        return recipes.stream().map(RabbitMqNode::address).collect(Collectors.joining(","));
    }

    /** AMQP URI of one node, with credentials. */
    public String uri(int number) {
        return recipe(number).uri();
    }

    /** Ends all of them. */
    void close() {
        all(OwnPart::close);
        synchronized (this) {
            if (portMapper != null) {
                portMapper.stop();
            }
        }
    }

    private void all(Consumer<OwnPart> what) {
        StartUp.atTheSameTime(nodes, what);
    }

    private OwnPart node(int number) {
        return nodes.get(index(number));
    }

    private RabbitMqNode recipe(int number) {
        return recipes.get(index(number));
    }

    private static int index(int number) {
        if (number < 1 || number > NODES) {
            throw new StackException("there is no node " + number + ": they are numbered from 1 to " + NODES);
        }
        return number - 1;
    }
}
