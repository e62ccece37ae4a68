package gov.va.vro.bie.benchmarks.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How often each of some things is found among samples. */
public final class Shares {

    private static final Comparator<Share<?>> LARGEST_FIRST = Comparator.<Share<?>>comparingDouble(Share::share)
            .reversed()
            .thenComparing(share -> share.of().toString());

    private Shares() {}

    /** A thing and its share of all samples. */
    public record Share<T>(T of, double share) {}

    /**
     * A top frame.
     *
     * @param method class and method, without packages
     * @param under the nearest caller that is the project's own, or the method itself; empty when there is none
     */
    public record HotFrame(String role, String method, String under) {}

    /** A stage that records pass through, and the kind of thread that is at it. */
    public record Stage(String role, String name) {}

    /**
     * The frames at the top of the stacks, the hottest first.
     *
     * @param own the prefix of the project's own packages
     */
    public static List<Share<HotFrame>> frames(List<Sample> samples, String own) {
        return shares(
                samples,
                sample -> new HotFrame(
                        sample.role(),
                        sample.frames().get(0).shortName(),
                        sample.frames().stream()
                                .filter(frame -> frame.type().startsWith(own))
                                .findFirst()
                                .map(Sample.Frame::shortName)
                                .orElse("")));
    }

    /**
     * What the threads are at: the stage of the uppermost frame that belongs to any.
     *
     * @param stages the names of stages by the prefixes of their classes; of two that fit, the longer
     * @param otherwise the name for what belongs to none
     */
    public static List<Share<Stage>> stages(List<Sample> samples, Map<String, String> stages, String otherwise) {
        return shares(
                samples,
                sample -> new Stage(
                        sample.role(),
                        sample.frames().stream()
                                .flatMap(frame -> stages.keySet().stream()
                                        .filter(frame.type()::startsWith)
                                        .max(Comparator.comparingInt(String::length))
                                        .stream())
                                .findFirst()
                                .map(stages::get)
                                .orElse(otherwise)));
    }

    private static <T> List<Share<T>> shares(List<Sample> samples, Function<Sample, T> thing) {
        return samples.stream().collect(Collectors.groupingBy(thing, Collectors.counting())).entrySet().stream()
                .map(count -> new Share<>(count.getKey(), (double) count.getValue() / samples.size()))
                .sorted(LARGEST_FIRST)
                .toList();
    }
}
