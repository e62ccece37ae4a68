package gov.va.vro.bie.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void drawsAPlotAsSvgWithItsWordsAsText() throws Exception {
        var svg = Drawing.svg(Samples.WINDOW);

        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getTextContent())
                .contains("Rate by window", "window, records", "records/s", "quorum", "classic");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(Drawing.svg(Samples.WINDOW)).isEqualTo(Drawing.svg(Samples.WINDOW));
    }
}
