package org.greenzone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ListenersTest {
    @Test
    void aSocketThatIsOpenToOthersIsSeen() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "sockets of a process are told by Linux");
        long pid = ProcessHandle.current().pid();
        try (ServerSocket local = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(local.isBound()).isTrue();
            Listeners.assertLoopbackAlone(pid);
            try (ServerSocket open = new ServerSocket(0)) {
                assertThat(open.isBound()).isTrue();
                assertThatThrownBy(() -> Listeners.assertLoopbackAlone(pid)).isInstanceOf(AssertionError.class);
            }
        }
    }
}
