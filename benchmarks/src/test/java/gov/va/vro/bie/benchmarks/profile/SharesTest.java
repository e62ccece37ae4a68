package gov.va.vro.bie.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.benchmarks.profile.Sample.Frame;
import gov.va.vro.bie.benchmarks.profile.Shares.HotFrame;
import gov.va.vro.bie.benchmarks.profile.Shares.Share;
import gov.va.vro.bie.benchmarks.profile.Shares.Stage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final Frame MAP = new Frame("java.util.HashMap", "get");
    private static final Frame CONVERTER = new Frame("other.avro.Converter", "convert");
    private static final Frame WRITER = new Frame("own.json.Writer", "write");
    private static final Frame TASK = new Frame("own.Task", "put");

    private static final List<Sample> SAMPLES =
            List.of(sample(MAP, WRITER, TASK), sample(MAP, WRITER, TASK), sample(MAP, CONVERTER), sample(TASK));

    @Test
    void tellsTheSameTopFrameApartByWhoOfOursHasAskedForIt() {
        assertThat(Shares.frames(SAMPLES, "own."))
                .containsExactly(
                        new Share<>(new HotFrame("task", "HashMap.get", "Writer.write"), 0.5),
                        new Share<>(new HotFrame("task", "HashMap.get", ""), 0.25),
                        new Share<>(new HotFrame("task", "Task.put", "Task.put"), 0.25));
    }

    @Test
    void countsASampleForTheStageThatIsUppermost() {
        var stages = Map.of("own.", "the rest", "own.json.", "JSON", "other.avro.", "the converter");

        assertThat(Shares.stages(SAMPLES, stages, "else"))
                .containsExactly(
                        new Share<>(new Stage("task", "JSON"), 0.5),
                        new Share<>(new Stage("task", "the converter"), 0.25),
                        new Share<>(new Stage("task", "the rest"), 0.25));
    }

    @Test
    void hasANameForWhatBelongsToNoStage() {
        assertThat(Shares.stages(List.of(sample(MAP)), Map.of("own.", "ours"), "else"))
                .containsExactly(new Share<>(new Stage("task", "else"), 1));
    }

    private static Sample sample(Frame... frames) {
        return new Sample("task", Stream.of(frames).toList());
    }
}
