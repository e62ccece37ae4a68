package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used of the processors, by the kernel's books. */
final class Cpu {

    private static final double TICKS_A_SECOND = 100;
    /** Fields behind the name of the program, which may hold spaces: its state is the first of them. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private Cpu() {}

    /** Seconds since it started, all of its threads together. */
    static double seconds(ProcessHandle process) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_A_SECOND;
    }
}
