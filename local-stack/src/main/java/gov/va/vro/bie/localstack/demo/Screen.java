package gov.va.vro.bie.localstack.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo shows: one line for each step that is done, and on a terminal one line below them that changes while a
 * step goes on.
 *
 * <p>Without a terminal nothing but whole lines of plain text are written, no control characters. Parts start at the
 * same time, so any thread may write.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final int TITLE_WIDTH = 18;
    private static final int DETAIL_WIDTH = 43;
    private static final int LINE_WIDTH = 78;

    private final PrintStream out;
    private final Style style;
    private boolean changing;
    private boolean muted;

    /** @param style what the receiver of {@code out} can show */
    Screen(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** What can be shown: a line that changes, colors, characters beyond ASCII. */
    record Style(boolean terminal, boolean color, boolean unicode) {
        static final Style PLAIN = new Style(false, false, false);

        /**
         * @param terminal whether the output goes to one
         * @param environment looked at for TERM, NO_COLOR (https://no-color.org) and the locale's character set
         */
        static Style of(boolean terminal, Map<String, String> environment) {
            var dumb = "dumb".equals(environment.get("TERM"));
            var noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
            if (!terminal || dumb) {
                return PLAIN;
            }
            return new Style(true, !noColor, isUtf8(environment));
        }

        private static boolean isUtf8(Map<String, String> environment) {
            var locale = List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
                    .map(name -> environment.getOrDefault(name, ""))
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("")
                    .toUpperCase(Locale.ROOT);
            return locale.contains("UTF-8") || locale.contains("UTF8");
        }
    }

    Style style() {
        return style;
    }

    synchronized void line(String text) {
        if (muted) {
            return;
        }
        clear();
        out.println(text);
        out.flush();
    }

    /** The last words: nothing that is written afterwards is shown. */
    synchronized void mute(String text) {
        line(text);
        muted = true;
    }

    synchronized boolean isMuted() {
        return muted;
    }

    void heading(String text) {
        line("");
        line(colored("1", text));
    }

    /** A step that has succeeded. */
    void done(String title, String detail, Duration took) {
        var tick = colored("32", style.unicode() ? "✓" : "ok    ");
        line("  %s %s %s %7s".formatted(tick, pad(title, TITLE_WIDTH), pad(detail, DETAIL_WIDTH), seconds(took)));
    }

    /** A step that has not. */
    void failed(String title, String reason) {
        var cross = colored("31", style.unicode() ? "✗" : "FAILED");
        line("  %s %s %s".formatted(cross, pad(title, TITLE_WIDTH), reason));
    }

    /** What is going on now, on a terminal only; the next line takes its place. */
    synchronized void now(String text) {
        if (style.terminal() && !muted) {
            out.print(CLEAR_LINE + (text.length() > LINE_WIDTH ? text.substring(0, LINE_WIDTH) : text));
            out.flush();
            changing = true;
        }
    }

    /** A bar of {@code width} characters. */
    String bar(long done, long total, int width) {
        int full = total <= 0 ? width : (int) Math.min(width, done * width / total);
        return style.unicode()
                ? "█".repeat(full) + "░".repeat(width - full)
                : "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Events per second, 0 when no time has passed. */
    static String rate(long events, Duration time) {
        return count(time.isZero() ? 0 : Math.round(events * 1e9 / time.toNanos())) + "/s";
    }

    private void clear() {
        if (changing) {
            out.print(CLEAR_LINE);
            changing = false;
        }
    }

    private String colored(String code, String text) {
        return style.color() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
