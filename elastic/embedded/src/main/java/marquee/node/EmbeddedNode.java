package marquee.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Runs one Elasticsearch node from a home folder of published jars.
 *
 * <p>Arguments are settings, {@code name=value}. With {@code -Dmarquee.parent=PID} the node ends with the process that
 * started it: it stops when its standard input closes, or when its parent is no longer PID.
 */
public final class EmbeddedNode {
    private static final long CLOSE_SECONDS = 20;
    private static final long PARENT_POLL_MILLIS = 2_000;

    private EmbeddedNode() {}

    public static void main(String[] arguments) throws Exception {
        Long parent = Long.getLong("marquee.parent");
        if (parent != null) {
            followParent(parent);
        }
        Environment environment = environment(arguments);
        Settings settings = environment.settings();
        LogConfigurator.registerErrorListener();
        LogConfigurator.setClusterName(settings.get("cluster.name"));
        LogConfigurator.setNodeName(settings.get("node.name"));
        LogConfigurator.configure(environment, false);

        PluginsLoader modules = PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
            PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
            Map.of(),
            false
        );
        Node node = new Node(environment, modules);
        // Every thread of a node is a daemon: without this wait the process would end as soon as the node has started.
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed), "close-node"));
        node.start();
        closed.await();
    }

    private static Environment environment(String[] arguments) {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Path home = Path.of(settings.get("path.home"));
        return new Environment(settings.build(), home.resolve("config"));
    }

    private static void close(Node node, CountDownLatch closed) {
        try {
            node.prepareForClose();
            node.close();
            if (!node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The node did not close within " + CLOSE_SECONDS + " seconds.");
            }
        } catch (IOException problem) {
            problem.printStackTrace();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } finally {
            closed.countDown();
        }
    }

    private static void followParent(long parent) {
        AtomicBoolean ending = new AtomicBoolean();
        daemon("parent-input", () -> {
            while (System.in.read() != -1) {
                // Nothing is said on this pipe; only its end counts.
            }
            end(ending);
        });
        daemon("parent-watch", () -> {
            while (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L) == parent) {
                Thread.sleep(PARENT_POLL_MILLIS);
            }
            end(ending);
        });
    }

    private static void end(AtomicBoolean ending) {
        if (ending.compareAndSet(false, true)) {
            // A node stuck in its own start would hold the shutdown hooks for ever.
            daemon("halt", () -> {
                Thread.sleep(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS + 5));
                Runtime.getRuntime().halt(1);
            });
            System.exit(0);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void daemon(String name, Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception problem) {
                problem.printStackTrace();
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }
}
