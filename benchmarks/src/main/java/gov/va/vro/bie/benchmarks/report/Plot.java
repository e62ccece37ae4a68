package gov.va.vro.bie.benchmarks.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines over one pair of axes.
 *
 * @param name of its file, without a suffix, unique on the page: {@code sink-window-rate}; the template may place the
 *     plot by it
 */
public record Plot(String name, String title, Axis x, Axis y, List<Series> series) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Plot {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a plot: small letters, digits and hyphens make one");
        }
        series = List.copyOf(series);
    }

    /** A logarithmic axis shows values above zero only. */
    public record Axis(String label, boolean logarithmic) {

        public static Axis linear(String label) {
            return new Axis(label, false);
        }

        public static Axis logarithmic(String label) {
            return new Axis(label, true);
        }
    }

    /** Its points in the order of x. */
    public record Series(String name, List<Point> points) {

        public Series {
            points = List.copyOf(points);
        }
    }

    public record Point(double x, double y) {}
}
