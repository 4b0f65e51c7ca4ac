package org.greenzone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process listens, as the kernel has it; on Linux alone. */
public final class Listeners {
    private static final String LISTEN = "0A";

    private Listeners() {}

    /** Fails where the process listens anywhere but on loopback, or nowhere. */
    public static void assertLoopbackAlone(long pid) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/" + pid + "/fd"))) {
            return;
        }
        List<InetAddress> addresses = of(pid);
        assertThat(addresses).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    static List<InetAddress> of(long pid) throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path one : descriptors.toList()) {
                if (Files.isSymbolicLink(one)) {
                    own.add(Files.readSymbolicLink(one).toString());
                }
            }
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 9 && words[3].equals(LISTEN) && own.contains("socket:[" + words[9] + "]")) {
                    addresses.add(address(words[1].substring(0, words[1].indexOf(':'))));
                }
            }
        }
        return addresses;
    }

    /** The kernel writes words of four bytes, each with its last byte in front. */
    private static InetAddress address(String hex) throws IOException {
        byte[] turned = HexFormat.of().parseHex(hex);
        byte[] bytes = new byte[turned.length];
        for (int i = 0; i < turned.length; i++) {
            bytes[i] = turned[i / 4 * 4 + 3 - i % 4];
        }
        return InetAddress.getByAddress(bytes);
    }
}
