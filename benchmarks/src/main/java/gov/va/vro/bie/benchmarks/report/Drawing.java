package gov.va.vro.bie.benchmarks.report;

import gov.va.vro.bie.benchmarks.report.Plot.Axis;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.io.StringWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Element;

/** A plot as SVG: on white, so that it can be read on a dark page too, and the same bytes for the same plot. */
final class Drawing {

    private static final Dimension SIZE = new Dimension(760, 400);
    private static final Font WORDS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = WORDS.deriveFont(Font.BOLD, 15f);
    private static final Color GRID = new Color(0xdddddd);

    /** Told apart by those who see no difference between red and green. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072b2),
            new Color(0xd55e00),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0x56b4e9),
            new Color(0x555555));

    private Drawing() {}

    static String svg(Plot plot) {
        // Or words that stand upright become outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        try {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            var graphics = new SVGGraphics2D(document);
            graphics.setSVGCanvasSize(SIZE);
            chart(plot).draw(graphics, new Rectangle(SIZE));
            return text(graphics.getRoot());
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("cannot draw \"" + plot.name() + "\": " + e.getMessage(), e);
        }
    }

    /** Without a document type: a reader of XML would look for it on the network. */
    private static String text(Element svg) throws TransformerException {
        var transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        var text = new StringWriter();
        transformer.transform(new DOMSource(svg), new StreamResult(text));
        return text.toString().replace("\r\n", "\n").replace("><", ">\n<").strip() + "\n";
    }

    private static JFreeChart chart(Plot plot) {
        var drawn = new XYPlot(points(plot), axis(plot.x()), axis(plot.y()), lines(plot));
        drawn.setBackgroundPaint(Color.WHITE);
        drawn.setOutlinePaint(GRID);
        drawn.setDomainGridlinePaint(GRID);
        drawn.setRangeGridlinePaint(GRID);
        drawn.setDomainGridlineStroke(new BasicStroke(1));
        drawn.setRangeGridlineStroke(new BasicStroke(1));
        var chart = new JFreeChart(plot.title(), TITLE, drawn, plot.series().size() > 1);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 8, 16));
        if (chart.getLegend() != null) {
            chart.getLegend().setItemFont(WORDS);
            chart.getLegend().setFrame(BlockBorder.NONE);
        }
        return chart;
    }

    private static XYDataset points(Plot plot) {
        var all = new XYSeriesCollection();
        for (var series : plot.series()) {
            var line = new XYSeries(series.name(), false);
            series.points().forEach(point -> line.add(point.x(), point.y()));
            all.addSeries(line);
        }
        return all;
    }

    private static ValueAxis axis(Axis axis) {
        var format = new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
        var drawn = axis.logarithmic() ? logarithmic(axis, format) : linear(axis, format);
        drawn.setLabelFont(WORDS);
        drawn.setTickLabelFont(WORDS);
        drawn.setMinorTickMarksVisible(false);
        return drawn;
    }

    private static ValueAxis logarithmic(Axis axis, DecimalFormat format) {
        var drawn = new LogAxis(axis.label());
        drawn.setBase(10);
        drawn.setNumberFormatOverride(format);
        drawn.setTickUnit(new NumberTickUnit(1));
        drawn.setMinorTickCount(1);
        return drawn;
    }

    private static ValueAxis linear(Axis axis, DecimalFormat format) {
        var drawn = new NumberAxis(axis.label());
        drawn.setAutoRangeIncludesZero(true);
        drawn.setNumberFormatOverride(format);
        return drawn;
    }

    private static XYLineAndShapeRenderer lines(Plot plot) {
        var lines = new XYLineAndShapeRenderer(true, true);
        for (var at = 0; at < plot.series().size(); at++) {
            lines.setSeriesPaint(at, COLORS.get(at % COLORS.size()));
            lines.setSeriesStroke(at, new BasicStroke(2));
            lines.setSeriesShape(at, new Ellipse2D.Double(-3, -3, 6, 6));
        }
        return lines;
    }
}
