package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.recipe.Connect;
import gov.va.vro.bie.localstack.recipe.Site;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers of the stack's Connect cluster, by number: 1 is the stack's own part, 2 and 3 join it when they are
 * started. They share its group and its topics; port, log ({@code connect-2.log}) and plugins are each one's own.
 * Methods may be called from any thread; two calls about one worker are the caller's to keep apart.
 */
public final class Workers {

    /** The greatest number. */
    public static final int MOST = 3;

    private final RunningPart first;
    private final Site site;
    private final Map<Integer, Another> others = new ConcurrentHashMap<>();

    private record Another(RunningPart part, String url) {}

    Workers(RunningPart first, Site site) {
        this.first = first;
        this.site = site;
    }

    /** Starts a worker that does not run, and returns when it answers. */
    public void start(int number) {
        part(number).start();
    }

    /** Ends it in good order. */
    public void stop(int number) {
        part(number).stop();
    }

    /** SIGKILL. */
    public void kill(int number) {
        part(number).kill();
    }

    /** SIGSTOP: it is there, and answers nothing. */
    public void freeze(int number) {
        part(number).freeze();
    }

    /** SIGCONT. */
    public void thaw(int number) {
        part(number).thaw();
    }

    /** Base URL of its REST API. */
    public String url(int number) {
        return number == 1 ? site.endpoints().connect() : another(number).url();
    }

    /** Ends all but the first. */
    void close() {
        StartUp.atTheSameTime(others.values(), another -> another.part().close());
    }

    private RunningPart part(int number) {
        return number == 1 ? first : another(number).part();
    }

    private Another another(int number) {
        if (number < 2 || number > MOST) {
            throw new StackException("there is no worker " + number + ": they are numbered from 1 to " + MOST);
        }
        return others.computeIfAbsent(number, this::create);
    }

    private Another create(int number) {
        var recipe = Connect.another(site, number, site.ports().spare(1).get(0));
        return new Another(new OwnPart(recipe, site.tether(), Progress.NONE), recipe.url());
    }
}
