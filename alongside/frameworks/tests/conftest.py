from alongside.frameworks.tests.emptying import let_flush_pass_the_guards

let_flush_pass_the_guards()
