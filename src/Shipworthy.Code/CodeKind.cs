namespace Shipworthy.Syntax;

/// <summary>What a node of <see cref="Code"/> is. Each member says which parts it holds, and what its name and operator mean.</summary>
public enum CodeKind : byte
{
    /// <summary>Not understood. Its operator is the grammar's word for it; what it holds are its elements.</summary>
    Unknown,

    /// <summary>A file, or a namespace inside one (then with its name). Statements.</summary>
    Module,

    /// <summary>
    /// Statements between braces or on one level of indentation; with the operator <c>,</c> a row of expressions whose last one counts, with
    /// <c>label</c> a statement with a label as its name. In HCL a block: its type as
    /// name, its labels as arguments, its attributes (properties) and blocks as elements.
    /// </summary>
    Block,

    /// <summary>
    /// Declarations, lambdas, methods. Name; parameters, a type (what it returns), a body (a block or one expression), decorators.
    /// Operators: <c>function</c>, <c>=&gt;</c>, <c>method</c>, <c>get</c>, <c>set</c>, <c>constructor</c>, <c>def</c>, <c>lambda</c>.
    /// </summary>
    Function,

    /// <summary>
    /// Name; bases, decorators; members as elements. Operators: <c>class</c>, <c>interface</c>, <c>type</c>, <c>enum</c>, <c>struct</c>, <c>record</c>.
    /// </summary>
    Class,

    /// <summary>Name, or a pattern as target; a type, a default, decorators. A rest parameter has the operator <c>...</c> (<c>*</c>, <c>**</c> in Python).</summary>
    Parameter,

    /// <summary>
    /// A binding of a local, global or loop variable. Name, or a pattern (object or array) as target whose leaves are variables; a type, a value,
    /// in patterns a default. The operator is the declaring word: <c>const</c>, <c>let</c>, <c>var</c>.
    /// </summary>
    Variable,

    /// <summary>Target, operator (<c>=</c>, <c>+=</c>, <c>??=</c>, <c>++</c>), value (none for <c>++</c>).</summary>
    Assignment,

    /// <summary>Callee, arguments, type arguments as types. A tagged template has the operator <c>tag</c> and the template as its argument.</summary>
    Call,

    /// <summary>A call that makes an object of a class. As a call.</summary>
    New,

    /// <summary>Receiver and name.</summary>
    Member,

    /// <summary>Receiver and key; the name is that of a key that is a string literal.</summary>
    Index,

    /// <summary>A plain name, <c>this</c> and <c>super</c> among them.</summary>
    Name,

    /// <summary>
    /// The operator is its sort: <c>string</c>, <c>number</c>, <c>true</c>, <c>false</c>, <c>null</c>, <c>undefined</c>, <c>regex</c>, <c>bytes</c>.
    /// </summary>
    Literal,

    /// <summary>A string with expressions in it. Its elements are string literals and expressions in the order of the text.</summary>
    Template,

    /// <summary>Elements: properties, spreads, methods. In a target: a pattern.</summary>
    Object,

    /// <summary>
    /// An entry of an object, a field of a class, a member of an interface or enumeration, an attribute of an element. Name; a key when it is computed;
    /// a value, a type, decorators.
    /// </summary>
    Property,

    /// <summary>Elements. In a target: a pattern. The operator tells other collections: <c>tuple</c>, <c>set</c>.</summary>
    Array,

    /// <summary><c>...x</c>; in a pattern the rest. Value.</summary>
    Spread,

    /// <summary>Left, operator, right. <c>&amp;&amp;</c>, <c>||</c>, <c>??</c>, <c>and</c>, <c>or</c>, comparisons, arithmetic.</summary>
    Binary,

    /// <summary>Operator and value.</summary>
    Unary,

    /// <summary>The expression <c>a ? b : c</c>. Condition, then, else.</summary>
    Conditional,

    /// <summary>A statement: condition, then, else; or a subject and cases.</summary>
    Branch,

    /// <summary>Conditions (none: the default case) and statements.</summary>
    Case,

    /// <summary>
    /// Body; setup, condition and step, or a target and a source. Operators: <c>for</c>, <c>of</c>, <c>in</c>, <c>while</c>, <c>do</c>.
    /// With <see cref="Modifiers.Async"/> it awaits each turn.
    /// </summary>
    Loop,

    /// <summary>Body, handlers (catches), finally.</summary>
    Try,

    /// <summary>A parameter, a type, a condition; body.</summary>
    Catch,

    /// <summary>Resources as values (or as variables), body: <c>with</c>, <c>using</c>, <c>lock</c> by operator.</summary>
    With,

    /// <summary>Value or nothing.</summary>
    Return,

    /// <summary>Value or nothing.</summary>
    Throw,

    /// <summary><c>break</c>, <c>continue</c>, <c>goto</c>, <c>debugger</c>, <c>pass</c> by operator; the name is the label.</summary>
    Jump,

    /// <summary>Value.</summary>
    Await,

    /// <summary>Value or nothing; <c>yield*</c> has the operator <c>*</c>.</summary>
    Yield,

    /// <summary>The name is the module as written. Its elements are <see cref="Imported"/> names; none for an import that only runs the module.</summary>
    Import,

    /// <summary>
    /// A name that an import or a re-export binds. <see cref="Code.ImportedName"/> is its name over there: <c>default</c>, <c>*</c> for the whole module.
    /// </summary>
    Imported,

    /// <summary>
    /// A declaration or expression as value (with <see cref="Modifiers.Default"/> the default export); or <see cref="Imported"/> elements and, as the name, the
    /// module they come from; or properties for <c>export { a as b }</c>.
    /// </summary>
    Export,

    /// <summary>A decorator or attribute. The name is the last one of its expression, which is its value.</summary>
    Decorator,

    /// <summary>A named argument: name and value.</summary>
    Argument,

    /// <summary>A JSX element. The tag is its name and callee; attributes are arguments (properties and spreads), what it holds are elements.</summary>
    Element,

    /// <summary>
    /// A type as written. The name is its last simple name, the receiver what stands before it (<c>React.FC</c>); type arguments, members of unions and the like are
    /// its types.
    /// </summary>
    Type,
}
