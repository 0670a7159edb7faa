def test_a_visitor_chooses_dark_and_large_and_keeps_both(visitor):
    assert visitor.post("/appearance", theme="dark", next="/sign-in").location == "/sign-in"
    visitor.post("/appearance", size="large")

    html = visitor.get("/sign-in").select_one("html")
    assert (html["data-theme"], html["data-size"]) == ("dark", "large")


def test_normal_text_is_what_is_left_when_large_is_taken_back(visitor):
    visitor.post("/appearance", size="large")
    visitor.post("/appearance", size="normal")
    assert "data-size" not in visitor.get("/sign-in").select_one("html").attrs


def test_a_made_up_theme_is_not_written_into_the_page(visitor):
    visitor.client.set_cookie("theme", 'x" onload="alert(1)')
    assert "data-theme" not in visitor.get("/sign-in").select_one("html").attrs
