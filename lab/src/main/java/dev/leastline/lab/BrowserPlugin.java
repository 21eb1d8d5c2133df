package dev.leastline.lab;

import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.DependencyAgent;
import org.teavm.dependency.MethodDependency;
import org.teavm.interop.Export;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.util.ProgramUtils;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * What TeaVM is told when it compiles the lab. {@code Math.multiplyHigh}, which it does not know, gives way to its plain
 * twin. Exceptions have no stack trace, for which JavaScript would have to be compiled in the page. And what JavaScript
 * hands to the {@link Doorway} is of the classes that are declared there, not always null.
 */
public final class BrowserPlugin implements TeaVMPlugin {
    private static final MethodDescriptor HIGH = new MethodDescriptor("high", long.class, long.class, long.class);
    private static final MethodDescriptor HIGH_PLAIN =
            new MethodDescriptor("highPlain", long.class, long.class, long.class);
    private static final MethodDescriptor FILL_IN_STACK_TRACE =
            new MethodDescriptor("fillInStackTrace", Throwable.class);

    /** For TeaVM, which finds it among its services. */
    public BrowserPlugin() {}

    @Override
    public void install(TeaVMHost host) {
        host.add(new Changes());
        host.add(new Arguments());
    }

    private static final class Changes implements ClassHolderTransformer {
        @Override
        public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
            if (type.getName().equals("dev.leastline.moments.WideProduct")) {
                MethodHolder plain = type.getMethod(HIGH_PLAIN);
                type.getMethod(HIGH).setProgram(ProgramUtils.copy(plain.getProgram()));
            } else if (type.getName().equals("java.lang.Throwable")) {
                type.getMethod(FILL_IN_STACK_TRACE).setProgram(returningThis());
            }
        }

        private static Program returningThis() {
            Program program = new Program();
            ExitInstruction exit = new ExitInstruction();
            exit.setValueToReturn(program.createVariable());
            BasicBlock block = program.createBasicBlock();
            block.add(exit);
            return program;
        }
    }

    private static final class Arguments extends AbstractDependencyListener {
        @Override
        public void methodReached(DependencyAgent agent, MethodDependency method) {
            if (method.getMethod() == null
                    || method.getMethod().getAnnotations().get(Export.class.getName()) == null) {
                return;
            }
            for (int i = 0; i < method.getReference().parameterCount(); i++) {
                ValueType type = method.getReference().parameterType(i);
                if (!(type instanceof ValueType.Primitive)) {
                    method.propagate(i + 1, agent.getType(type)); // 0 is "this"
                }
            }
        }
    }
}
